// The block in the editor: its settings at the side, and the map itself as readers will see it.
(({ blockEditor, blocks, components, element, i18n, serverSideRender: Preview }) => {
  const { createElement: h } = element;
  const { __ } = i18n;
  /** The settings: labels and, where there is a choice, what can be chosen. The first is the default. */
  const TEXTS = {
    place: __("Place, such as iturup", "kuril-map"),
    date: __("Day, such as 1945-08-28", "kuril-map"),
    title: __("Title of the frame", "kuril-map"),
  };
  const CHOICES = {
    perspective: [__("Perspective", "kuril-map"), ["", "neutral", "japan", "russia", "differ"]],
    lang: [__("Language", "kuril-map"), ["", "en", "ja", "ru"]],
    theme: [__("Colours", "kuril-map"), ["", "light", "dark", "auto"]],
  };

  function Edit({ attributes, setAttributes }) {
    const field = (name, read = String) => ({
      key: name,
      value: attributes[name] ?? "",
      onChange: (value) => setAttributes({ [name]: read(value) || undefined }),
    });
    const texts = Object.entries(TEXTS).map(([name, label]) => h(components.TextControl, { label, ...field(name) }));
    const choices = Object.entries(CHOICES).map(([name, [label, values]]) => {
      const options = values.map((value) => ({ value, label: value || "–" }));
      return h(components.SelectControl, { label, options, ...field(name) });
    });
    const height = { type: "number", label: __("Height", "kuril-map"), ...field("height", Number) };
    const panel = h(
      components.PanelBody,
      { title: __("Map", "kuril-map") },
      texts,
      choices,
      h(components.TextControl, height),
    );
    return h(
      "div",
      blockEditor.useBlockProps(),
      h(blockEditor.InspectorControls, null, panel),
      h(Preview, { block: "kuril-map/map", attributes }),
    );
  }

  blocks.registerBlockType("kuril-map/map", { edit: Edit, save: () => null });
})(window.wp);
