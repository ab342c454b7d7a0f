//! Short lists kept in order.

use std::cmp::Ordering;

/// Inserts an item into an ascending list, unless it is there already.
pub fn insert<T: PartialOrd>(list: &mut Vec<T>, item: T) {
    let place = list.binary_search_by(|known| known.partial_cmp(&item).unwrap_or(Ordering::Equal));
    if let Err(place) = place {
        list.insert(place, item);
    }
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
