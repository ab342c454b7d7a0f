//! A map from names to values, stored as a sorted list: whoever sets many values does so in the order of their names, or
//! all others move for each, or extends the map by all at once.

use crate::lean::sorted::order;

/// Values by name, ordered by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedMap<V>(Vec<(String, V)>);

impl<V> Default for SortedMap<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> SortedMap<V> {
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(name))
    }

    /// Returns a name as stored, and its value.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<(&str, &V)> {
        let (name, value) = self.0.get(self.place(name).ok()?)?;
        Some((name, value))
    }

    /// Returns the value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&V> {
        self.entry(name).map(|(_, value)| value)
    }

    /// Sets the value of a name.
    pub fn insert(&mut self, name: String, value: V) {
        match self.place(&name) {
            Ok(at) => drop(self.0.get_mut(at).map(|entry| entry.1 = value)),
            Err(at) => self.0.insert(at, (name, value)),
        }
    }

    /// Iterates over names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &V)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// Iterates over the names in order.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(name, _)| name)
    }

    /// Iterates over the values in the order of their names.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// Whether the map is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<V> Extend<(String, V)> for SortedMap<V> {
    /// Sets the values of names; of several values of a name the last is kept.
    fn extend<I: IntoIterator<Item = (String, V)>>(&mut self, entries: I) {
        let mut all: Vec<Option<(String, V)>> = entries.into_iter().map(Some).collect();
        let name = |number: u32| all.get(number as usize).and_then(Option::as_ref).map(|(name, _)| name);
        for number in order(all.len(), &|a, b| name(a) > name(b)) {
            if let Some((name, value)) = all.get_mut(number as usize).and_then(Option::take) {
                self.insert(name, value);
            }
        }
    }
}

impl<V> FromIterator<(String, V)> for SortedMap<V> {
    fn from_iter<I: IntoIterator<Item = (String, V)>>(entries: I) -> Self {
        let mut table = Self::default();
        for (name, value) in entries {
            table.insert(name, value);
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};
    use std::collections::BTreeMap;

    proptest! {
        #![proptest_config(crate::lean::cases())]

        #[test]
        fn a_table_holds_what_a_tree_map_holds_in_the_same_order(entries: Vec<(String, u8)>, name: String) {
            let mut table = SortedMap::default();
            table.extend(entries.iter().cloned());
            prop_assert_eq!(&table, &entries.iter().cloned().collect::<SortedMap<u8>>());
            let tree: BTreeMap<String, u8> = entries.iter().cloned().collect();
            prop_assert_eq!(table.iter().collect::<Vec<_>>(), tree.iter().collect::<Vec<_>>());
            for name in entries.iter().map(|(name, _)| name).chain([&name]) {
                prop_assert_eq!(table.get(name), tree.get(name));
            }
        }
    }
}
