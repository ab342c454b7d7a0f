// The land by OpenLayers, as a vector image layer: its cheapest complete way to pan.

import OpenLayersMap from "ol/Map.js";
import View from "ol/View.js";
import GeoJSON from "ol/format/GeoJSON.js";
import VectorImageLayer from "ol/layer/VectorImage.js";
import { fromLonLat, transformExtent } from "ol/proj.js";
import VectorSource from "ol/source/Vector.js";
import Fill from "ol/style/Fill.js";
import Stroke from "ol/style/Stroke.js";
import Style from "ol/style/Style.js";
import "ol/ol.css";
import { box, COAST, LAND, land, PLACE, ready, VIEW } from "./peer.js";

const projection = "EPSG:3857";
const features = new GeoJSON().readFeatures(await land(), { featureProjection: projection });
const style = new Style({ fill: new Fill({ color: LAND }), stroke: new Stroke({ color: COAST, width: 1 }) });
const view = new View({ constrainResolution: false });
const map = new OpenLayersMap({
  target: box(),
  view,
  controls: [],
  layers: [new VectorImageLayer({ source: new VectorSource({ features }), style, imageRatio: 2 })],
});
view.fit(transformExtent(VIEW.flat(), "EPSG:4326", projection));
const nearer = () => view.setZoom(view.getZoom() + 1);
map.once("rendercomplete", () => ready(nearer, () => map.getPixelFromCoordinate(fromLonLat(PLACE))));
