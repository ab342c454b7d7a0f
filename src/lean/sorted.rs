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

    #[test]
    fn items_stand_in_order_and_once() {
        let mut list = Vec::new();
        for item in [3, 1, 2, 3, 1] {
            insert(&mut list, item);
        }
        assert_eq!(list, [1, 2, 3]);
    }
}
