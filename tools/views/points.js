/* The middle of the largest piece of each country's outline, by the country's code. It is found while the bundle is
   made: the outlines that it takes are forty times as large as the map's. */
import { readFileSync } from "node:fs";
import { geoArea, geoCentroid } from "d3-geo";
import { feature } from "topojson-client";

const FILE = new URL("node_modules/world-atlas/countries-10m.json", import.meta.url);

/** Outlines carry the three figures of ISO 3166; a locale of such a region has the two letters. */
const code = (figures) => new Intl.Locale(`und-${figures}`).region;

function largest({ type, coordinates }) {
  const pieces = (type === "Polygon" ? [coordinates] : coordinates).map((each) => ({ type: "Polygon", coordinates: each }));
  return pieces.reduce((one, other) => (geoArea(other) > geoArea(one) ? other : one));
}

export default function points() {
  const atlas = JSON.parse(readFileSync(FILE, "utf8"));
  const outlines = feature(atlas, atlas.objects.countries).features.filter(({ id }) => id);
  const found = outlines.map(({ id, geometry }) => [code(id), geometry]).sort(([, one], [, other]) => geoArea(one) - geoArea(other));
  return Object.fromEntries(found.map(([region, geometry]) => [region, geoCentroid(largest(geometry)).map((angle) => Number(angle.toFixed(2)))]).sort());
}
