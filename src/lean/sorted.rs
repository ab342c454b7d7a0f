//! Short lists kept in order: a sort of its own for each kind of item would weigh more than it saves.

/// Puts an item into its place of an ascending list, unless it is there already.
pub fn insert<T: PartialOrd>(list: &mut Vec<T>, item: T) {
    let mut place = 0;
    while let Some(other) = list.get(place) {
        if *other == item {
            return;
        }
        if *other > item {
            break;
        }
        place += 1;
    }
    list.insert(place, item);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};
    use std::collections::BTreeSet;

    proptest! {
        #![proptest_config(crate::lean::cases())]

        #[test]
        fn a_list_holds_what_a_set_holds_in_the_same_order(items: Vec<u8>) {
            let mut list = Vec::new();
            for item in &items {
                insert(&mut list, *item);
            }
            prop_assert_eq!(list, items.into_iter().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>());
        }
    }
}
