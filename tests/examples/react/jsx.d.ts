// What TypeScript has to know for <kuril-map> in JSX, with React 19 and its types. Copy it beside your sources.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { KurilLanguage, KurilMapElement, KurilMapEventMap, KurilPerspective, KurilTheme } from "kuril-map";

type Listeners = { [Name in keyof KurilMapEventMap as `on${Name}`]?: (event: KurilMapEventMap[Name]) => void };

interface Wishes {
  lang?: KurilLanguage;
  place?: string | null;
  date?: string | null;
  perspective?: KurilPerspective | null;
  layers?: string | null;
  theme?: KurilTheme;
  compare?: string | null;
  tour?: string | null;
  view?: string | null;
  story?: string | null;
  "story-integrity"?: string | null;
  gestures?: "direct";
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "kuril-map": Omit<DetailedHTMLProps<HTMLAttributes<KurilMapElement>, KurilMapElement>, keyof Wishes> &
        Wishes &
        Listeners;
    }
  }
}
