// Reads networks with the libraries that show them in JavaScript, and with Graphviz itself, and tells what they found:
// node networks.mjs FORMAT FILE... writes a line of JSON for each file.
import { readFileSync } from "node:fs";
import { Graphviz } from "@hpcc-js/wasm-graphviz";
import cytoscape from "cytoscape";
import Graph from "graphology";
import gexf from "graphology-gexf";
import graphml from "graphology-graphml";

function graphology(parse) {
  return (text) => {
    const graph = parse(Graph, text);
    return {
      directed: graph.type === "directed",
      counts: graph.getAttributes(),
      nodes: graph.mapNodes((id, data) => [id, data]),
      edges: graph.mapEdges((id, data, source, target) => [source, target, data]),
    };
  };
}

function cyjs(text) {
  const file = JSON.parse(text);
  const graph = cytoscape({ headless: true, elements: file.elements, layout: { name: "preset" } });
  return {
    directed: file.directed,
    counts: file.data,
    nodes: graph.nodes().map((node, at) => {
      const place = file.elements.nodes[at].position && node.position(); // it puts others at 0, 0
      return [node.id(), { ...node.data(), ...place }];
    }),
    edges: graph.edges().map((edge) => [edge.source().id(), edge.target().id(), edge.data()]),
  };
}

async function dot(text) {
  Graphviz.unload(); // one that was used before may fail
  const graphviz = await Graphviz.load();
  const graph = JSON.parse(graphviz.layout(text, "dot_json", "osage"));
  const nodes = graph.objects ?? [];
  return {
    directed: graph.directed,
    counts: graph,
    nodes: nodes.map((node) => [node.name, node]),
    edges: (graph.edges ?? []).map((edge) => [nodes[edge.tail].name, nodes[edge.head].name, edge]),
  };
}

const readers = { cyjs, dot, gexf: graphology(gexf.parse), graphml: graphology(graphml.parse) };
readers["gexf-dynamic"] = readers.gexf;

const [form, ...files] = process.argv.slice(2);
for (const file of files) {
  console.log(JSON.stringify(await readers[form](readFileSync(file, "utf8"))));
}
