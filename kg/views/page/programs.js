"use strict";
/* How WebGL draws the network: nodes as the same symbols that Symbols paints, from one sheet of them; ties as lines of a
   width in pixels, with heads where they lead somewhere. */
const Programs = (() => {
  const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
  const { NodeProgram, EdgeProgram, floatColor } = Bundle;
  const CELL = 128; // pixels of a symbol on the sheet
  const CELLS = 16;
  const REACH = 1.6; // from the middle of a cell to its edge, in radii
  const CORNERS = [[-1, -1], [1, -1], [1, 1], [-1, -1], [1, 1], [-1, 1]];
  let edition = 0;
  let most = Infinity;

  /** All symbols side by side, in their colours. */
  function sheet() {
    const canvas = Object.assign(document.createElement("canvas"), { width: CELL * CELLS, height: CELL });
    const ctx = canvas.getContext("2d");
    Symbols.groups().forEach((group, at) => {
      Symbols.paint(ctx, group, CELL * (at + 0.5), CELL / 2, CELL / 2 / REACH, { paper: Painting.colours().paper, ring: 5 });
    });
    return canvas;
  }

  class Nodes extends NodeProgram {
    constructor(gl, _, renderer) {
      super(gl, null, renderer); // what lies under the pointer is not asked of WebGL
    }

    getDefinition() {
      return {
        VERTICES: 6,
        METHOD: TRIANGLES,
        VERTEX_SHADER_SOURCE: `
          attribute vec2 a_position; attribute float a_size; attribute float a_mark; attribute vec2 a_corner;
          uniform mat3 u_matrix; uniform vec2 u_screen; uniform float u_growth;
          varying vec2 v_at;
          void main() {
            float radius = a_size <= 0.0 ? 0.0 : max(${Painting.LEAST_RADIUS.toFixed(1)}, a_size * u_growth);
            vec2 middle = (u_matrix * vec3(a_position, 1.0)).xy;
            gl_Position = vec4(middle + a_corner * radius * ${(REACH * 2).toFixed(2)} / u_screen, 0.0, 1.0);
            v_at = vec2((a_mark + 0.5 + a_corner.x * 0.5) / ${CELLS}.0, 0.5 - a_corner.y * 0.5);
          }`,
        FRAGMENT_SHADER_SOURCE: `
          precision mediump float;
          uniform sampler2D u_sheet;
          varying vec2 v_at;
          void main() { gl_FragColor = texture2D(u_sheet, v_at, -0.7); }`,
        UNIFORMS: ["u_matrix", "u_screen", "u_growth", "u_sheet"],
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_mark", size: 1, type: FLOAT },
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
        CONSTANT_DATA: CORNERS,
      };
    }

    processVisibleItem(_, at, { x, y, size, mark }) {
      this.array.set([x, y, size, mark], at);
    }

    setUniforms({ matrix, width, height, sizeRatio }, { gl, uniformLocations: { u_matrix, u_screen, u_growth, u_sheet } }) {
      this.load(gl);
      gl.uniformMatrix3fv(u_matrix, false, matrix);
      gl.uniform2f(u_screen, width, height);
      gl.uniform1f(u_growth, 1 / sizeRatio);
      gl.uniform1i(u_sheet, 0);
    }

    load(gl) {
      this.sheet ??= gl.createTexture();
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, this.sheet);
      if (this.edition === edition) return;
      this.edition = edition;
      gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
      gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, UNSIGNED_BYTE, sheet());
      gl.generateMipmap(gl.TEXTURE_2D);
      gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_NEAREST);
    }
  }

  /* corners of a line: how far along it, to which side, and whether of its head */
  const LINE = [[0, -1, 0], [1, -1, 0], [1, 1, 0], [0, -1, 0], [1, 1, 0], [0, 1, 0]];
  const HEAD = [[0, 0, 1], [1, 1, 1], [1, -1, 1]];

  class Ties extends EdgeProgram {
    constructor(gl, _, renderer) {
      super(gl, null, renderer);
    }

    getDefinition() {
      const corners = Model.directed ? [...LINE, ...HEAD] : LINE;
      return {
        VERTICES: corners.length,
        METHOD: TRIANGLES,
        VERTEX_SHADER_SOURCE: `
          attribute vec2 a_from; attribute vec2 a_to; attribute float a_width; attribute float a_tip; attribute vec4 a_color;
          attribute vec3 a_corner;
          uniform mat3 u_matrix; uniform vec2 u_screen; uniform float u_growth;
          varying vec4 v_color; varying float v_aside; varying float v_half;
          vec2 pixels(vec2 place) { return (u_matrix * vec3(place, 1.0)).xy * u_screen / 2.0; }
          void main() {
            vec2 from = pixels(a_from), to = pixels(a_to);
            vec2 along = (to - from) / max(length(to - from), 0.001);
            vec2 side = vec2(-along.y, along.x);
            float head = a_width > 0.0 ? 5.0 + 2.0 * a_width : 0.0;
            vec2 tip = to - along * max(${Painting.LEAST_RADIUS.toFixed(1)}, a_tip * u_growth);
            vec2 end = ${Model.directed ? "tip - along * head * 0.6" : "to"};
            v_half = a_width / 2.0;
            v_aside = a_corner.y * (v_half + 1.0);
            vec2 line = mix(from, end, a_corner.x) + side * v_aside;
            vec2 arrow = tip - along * head * a_corner.x + side * head * 0.42 * a_corner.y;
            if (a_corner.z > 0.5) { v_aside = 0.0; v_half = 1.0; }
            gl_Position = vec4((a_corner.z > 0.5 ? arrow : line) * 2.0 / u_screen, 0.0, 1.0);
            v_color = a_color;
          }`,
        FRAGMENT_SHADER_SOURCE: `
          precision mediump float;
          varying vec4 v_color; varying float v_aside; varying float v_half;
          void main() {
            float alpha = v_color.a * clamp(v_half + 0.5 - abs(v_aside), 0.0, min(1.0, 2.0 * v_half));
            gl_FragColor = vec4(v_color.rgb * alpha, alpha);
          }`,
        UNIFORMS: ["u_matrix", "u_screen", "u_growth"],
        ATTRIBUTES: [
          { name: "a_from", size: 2, type: FLOAT },
          { name: "a_to", size: 2, type: FLOAT },
          { name: "a_width", size: 1, type: FLOAT },
          { name: "a_tip", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 3, type: FLOAT }],
        CONSTANT_DATA: corners,
      };
    }

    /** As many ties as now may be drawn, of which the first are the strongest. */
    drawWebGL(method, { gl }) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, null);
      gl.drawArraysInstanced(method, 0, this.VERTICES, Math.min(this.capacity, most));
    }

    processVisibleItem(_, at, from, to, { size, tip, color }) {
      this.array.set([from.x, from.y, to.x, to.y, size, tip, floatColor(color)], at);
    }

    setUniforms({ matrix, width, height, sizeRatio }, { gl, uniformLocations: { u_matrix, u_screen, u_growth } }) {
      gl.uniformMatrix3fv(u_matrix, false, matrix);
      gl.uniform2f(u_screen, width, height);
      gl.uniform1f(u_growth, 1 / sizeRatio);
    }
  }

  /** The symbols have changed; they are drawn anew with the next picture. */
  const renew = () => (edition += 1);

  /** How many ties the next pictures may draw. */
  const limit = (count) => (most = count);

  return { Nodes, Ties, renew, limit };
})();
