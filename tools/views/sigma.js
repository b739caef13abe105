/* What the pages of large networks take from elsewhere: sigma and graphology, by the name of Bundle. */
import { DirectedGraph, UndirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeProgram, NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

export { DirectedGraph, EdgeProgram, NodeProgram, Sigma, UndirectedGraph, floatColor };
