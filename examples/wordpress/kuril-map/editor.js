// The block in the editor: its settings at the side, and the map itself as readers will see it.
(({ blockEditor, blocks, components, element, i18n, serverSideRender: Preview }) => {
  const { createElement: h } = element;
  const { __ } = i18n;
  /** The settings: labels and, where there is a choice, what can be chosen. The first is the default. */
  const TEXTS = { place: __("Place, such as iturup", "kuril-map"), date: __("Day, such as 1945-08-28", "kuril-map"), title: __("Title of the frame", "kuril-map") };
  const CHOICES = {
    perspective: [__("Perspective", "kuril-map"), ["", "neutral", "japan", "russia", "differ"]],
    lang: [__("Language", "kuril-map"), ["", "en", "ja", "ru"]],
    theme: [__("Colours", "kuril-map"), ["", "light", "dark", "auto"]],
  };

  function Edit({ attributes, setAttributes }) {
    const field = (name) => ({ key: name, value: attributes[name] ?? "", onChange: (value) => setAttributes({ [name]: value || undefined }), __nextHasNoMarginBottom: true });
    const texts = Object.entries(TEXTS).map(([name, label]) => h(components.TextControl, { label, ...field(name) }));
    const choices = Object.entries(CHOICES).map(([name, [label, values]]) =>
      h(components.SelectControl, { label, options: values.map((value) => ({ value, label: value || "–" })), ...field(name) }),
    );
    const height = h(components.TextControl, {
      key: "height",
      type: "number",
      label: __("Height", "kuril-map"),
      value: attributes.height,
      onChange: (value) => setAttributes({ height: Number(value) || undefined }),
      __nextHasNoMarginBottom: true,
    });
    return h(
      "div",
      blockEditor.useBlockProps(),
      h(blockEditor.InspectorControls, null, h(components.PanelBody, { title: __("Map", "kuril-map") }, texts, choices, height)),
      h(Preview, { block: "kuril-map/map", attributes }),
    );
  }

  blocks.registerBlockType("kuril-map/map", { edit: Edit, save: () => null });
})(window.wp);
