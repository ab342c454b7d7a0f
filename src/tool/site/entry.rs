//! Modules with permanent names, which only import the module that has the code.
//!
//! Where that module, or one that it needs, does not come or is not what was built, nothing of it runs. The entry is
//! what tells the page then: elements keep what they hold, and say why.

/// An entry without the address of the module. `kuril-error` and `data-failed` are what the element itself would tell.
const ENTRY: &str = "await import({address}).catch(({ message }) => {
  const finding = `kuril-map.js: ${message}`;
  for (const map of document.querySelectorAll(\"kuril-map\")) {
    map.dataset.failed = finding;
    const detail = { findings: [finding] };
    map.dispatchEvent(new CustomEvent(\"kuril-error\", { bubbles: true, composed: true, detail }));
  }
});
";

/// The entry that imports the module at an address relative to it.
pub(crate) fn module(address: &str) -> String {
    ENTRY.replace("{address}", &format!("{address:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_imports_its_module_and_tells_elements_when_it_does_not_come() {
        let text = module("./assets/kuril-map.0123abcd.js");
        assert!(text.starts_with("await import(\"./assets/kuril-map.0123abcd.js\").catch("), "{text}");
        assert!(text.contains("kuril-error") && text.contains("dataset.failed"), "{text}");
    }
}
