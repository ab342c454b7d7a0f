//! Keeps short lists sorted, and sorts long ones.

use std::cmp::Ordering;

/// Inserts an item into an ascending list unless the list contains it.
pub fn insert<T: PartialOrd>(list: &mut Vec<T>, item: T) {
    let place = list.binary_search_by(|known| known.partial_cmp(&item).unwrap_or(Ordering::Equal));
    if let Err(place) = place {
        list.insert(place, item);
    }
}

/// Returns the indices below `count`, stably sorted: merge sort (D. E. Knuth, *The Art of Computer Programming*,
/// vol. 3, section 5.2.4), which no input makes slow.
#[must_use]
pub fn order(count: usize, is_after: &dyn Fn(u32, u32) -> bool) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..count as u32).collect();
    let mut width = 1;
    while width < sorted.len() {
        let mut merged = Vec::with_capacity(sorted.len());
        for pair in sorted.chunks(2 * width) {
            let (mut lower, mut upper) = pair.split_at(width.min(pair.len()));
            while let ([low, lows @ ..], [up, ups @ ..]) = (lower, upper) {
                if is_after(*low, *up) {
                    merged.push(*up);
                    upper = ups;
                } else {
                    merged.push(*low);
                    lower = lows;
                }
            }
            merged.extend_from_slice(lower);
            merged.extend_from_slice(upper);
        }
        sorted = merged;
        width *= 2;
    }
    sorted
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

        #[test]
        fn numbers_are_ordered_as_a_stable_sort_orders_them(items: Vec<u8>) {
            let mut expected: Vec<u32> = (0..items.len() as u32).collect();
            expected.sort_by_key(|number| items[*number as usize]);
            prop_assert_eq!(order(items.len(), &|a, b| items[a as usize] > items[b as usize]), expected);
        }
    }
}
