/* What the page of a map takes from elsewhere: d3-geo, the outlines of land, and for each country (by its code of two
   letters) a point within its outline; by the name of Bundle. */
import { geoEqualEarth, geoGraticule10, geoInterpolate, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import topology from "world-atlas/land-110m.json";
import points from "./points.js";

const land = feature(topology, topology.objects.land);

export { geoEqualEarth, geoGraticule10, geoInterpolate, geoPath, land, points };
