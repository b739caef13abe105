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

  /** All symbols side by side, in their colours. */
  function sheet() {
    const canvas = Object.assign(document.createElement("canvas"), { width: CELL * CELLS, height: CELL });
    const ctx = canvas.getContext("2d");
    Symbols.groups().forEach((group, at) => {
      Symbols.paint(ctx, group, CELL * (at + 0.5), CELL / 2, CELL / 2 / REACH, { paper: Painting.colours().paper, ring: 5 });
    });
    return canvas;
  }

  /* What nodes and ties have in common. Every corner is written out: where the processor stands in for a card, each
     instance of an instanced program costs as much as a picture of its own. The buffer goes to WebGL when it
     has changed, not with each picture. */
  const packed = (Program) =>
    class extends Program {
      constructor(gl, _, renderer) {
        super(gl, null, renderer); // what lies under the pointer is not asked of WebGL
      }

      reallocate(capacity) {
        super.reallocate(capacity);
        this.filled = 0;
        this.changed = true;
      }

      process(_, at, ...data) {
        const one = this.values(...data);
        const start = this.filled * this.STRIDE;
        for (let corner = 0; corner < this.VERTICES; corner++) this.array.set(one, start + corner * one.length);
        this.filled += 1;
      }

      bindProgram(program) {
        const { gl, buffer } = program;
        gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
        this.ATTRIBUTES.reduce((offset, attribute) => offset + this.bindAttribute(attribute, program, offset), 0);
        if (this.changed) gl.bufferData(gl.ARRAY_BUFFER, this.array.subarray(0, this.filled * this.STRIDE), gl.STATIC_DRAW);
        this.changed = false;
      }

      drawWebGL(method, { gl }) {
        gl.bindFramebuffer(gl.FRAMEBUFFER, null);
        gl.drawArrays(method, 0, this.filled * this.VERTICES);
      }

      setUniforms({ matrix, width, height, sizeRatio }, { gl, uniformLocations: { u_matrix, u_screen, u_growth } }) {
        gl.uniformMatrix3fv(u_matrix, false, matrix);
        gl.uniform2f(u_screen, width, height);
        gl.uniform1f(u_growth, 1 / sizeRatio);
      }
    };

  class Nodes extends packed(NodeProgram) {
    getDefinition() {
      return {
        VERTICES: 6,
        METHOD: TRIANGLES,
        VERTEX_SHADER_SOURCE: `#version 300 es
          in vec2 a_position; in float a_size; in float a_mark;
          uniform mat3 u_matrix; uniform vec2 u_screen; uniform float u_growth;
          out vec2 v_at;
          const vec2 CORNERS[6] = vec2[6](${CORNERS.map(([x, y]) => `vec2(${x}, ${y})`)});
          void main() {
            vec2 corner = CORNERS[gl_VertexID % 6];
            float radius = max(${Painting.LEAST_RADIUS.toFixed(1)}, a_size * u_growth);
            vec2 middle = (u_matrix * vec3(a_position, 1.0)).xy;
            gl_Position = vec4(middle + corner * radius * ${(REACH * 2).toFixed(2)} / u_screen, 0.0, 1.0);
            v_at = vec2((a_mark + 0.5 + corner.x * 0.5) / ${CELLS}.0, 0.5 - corner.y * 0.5);
          }`,
        FRAGMENT_SHADER_SOURCE: `#version 300 es
          precision mediump float;
          uniform sampler2D u_sheet;
          in vec2 v_at;
          out vec4 colour;
          void main() { colour = texture(u_sheet, v_at, -0.7); }`,
        UNIFORMS: ["u_matrix", "u_screen", "u_growth", "u_sheet"],
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_mark", size: 1, type: FLOAT },
        ],
      };
    }

    values = ({ x, y, size, mark }) => [x, y, size, mark];

    setUniforms(params, program) {
      const { gl, uniformLocations } = program;
      super.setUniforms(params, program);
      this.load(gl);
      gl.uniform1i(uniformLocations.u_sheet, 0);
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
  const ENDS = Model.directed ? [...LINE, ...HEAD] : LINE;

  class Ties extends packed(EdgeProgram) {
    getDefinition() {
      return {
        VERTICES: ENDS.length,
        METHOD: TRIANGLES,
        VERTEX_SHADER_SOURCE: `#version 300 es
          in vec2 a_from; in vec2 a_to; in float a_width; in float a_tip; in vec4 a_color;
          uniform mat3 u_matrix; uniform vec2 u_screen; uniform float u_growth;
          out vec4 v_color; out float v_aside; out float v_half;
          const vec3 CORNERS[${ENDS.length}] = vec3[${ENDS.length}](${ENDS.map((corner) => `vec3(${corner})`)});
          vec2 pixels(vec2 place) { return (u_matrix * vec3(place, 1.0)).xy * u_screen / 2.0; }
          void main() {
            vec3 corner = CORNERS[gl_VertexID % ${ENDS.length}];
            vec2 from = pixels(a_from), to = pixels(a_to);
            vec2 along = (to - from) / max(length(to - from), 0.001);
            vec2 side = vec2(-along.y, along.x);
            float head = min(5.0 + 2.0 * a_width, 0.4 * length(to - from)); // a short line has a short head
            vec2 tip = to - along * max(${Painting.LEAST_RADIUS.toFixed(1)}, a_tip * u_growth);
            vec2 end = ${Model.directed ? "tip - along * head * 0.6" : "to"};
            v_half = a_width / 2.0;
            v_aside = corner.y * (v_half + 1.0);
            vec2 line = mix(from, end, corner.x) + side * v_aside;
            vec2 arrow = tip - along * head * corner.x + side * head * 0.42 * corner.y;
            if (corner.z > 0.5) { v_aside = 0.0; v_half = 1.0; }
            gl_Position = vec4((corner.z > 0.5 ? arrow : line) * 2.0 / u_screen, 0.0, 1.0);
            v_color = a_color;
          }`,
        FRAGMENT_SHADER_SOURCE: `#version 300 es
          precision mediump float;
          in vec4 v_color; in float v_aside; in float v_half;
          out vec4 colour;
          void main() {
            float alpha = v_color.a * clamp(v_half + 0.5 - abs(v_aside), 0.0, min(1.0, 2.0 * v_half));
            colour = vec4(v_color.rgb * alpha, alpha);
          }`,
        UNIFORMS: ["u_matrix", "u_screen", "u_growth"],
        ATTRIBUTES: [
          { name: "a_from", size: 2, type: FLOAT },
          { name: "a_to", size: 2, type: FLOAT },
          { name: "a_width", size: 1, type: FLOAT },
          { name: "a_tip", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
      };
    }

    values = (from, to, { size, tip, color }) => [from.x, from.y, to.x, to.y, size, tip, floatColor(color)];
  }

  /** The symbols have changed; they are drawn anew with the next picture. */
  const renew = () => (edition += 1);

  return { Nodes, Ties, renew };
})();
