//! Work shared between threads, its results in the order of the work: the outcome is the same for any number of threads.

use std::sync::Mutex;

/// Applies `work` to every item on up to `threads` threads; results come back in the order of the items.
pub fn map_mut<T: Send, R: Send>(threads: usize, items: &mut [T], work: impl Fn(&mut T) -> R + Sync) -> Vec<R> {
    if threads <= 1 || items.len() <= 1 {
        return items.iter_mut().map(work).collect();
    }
    let mut slots: Vec<Option<R>> = items.iter().map(|_| None).collect();
    let queue = Mutex::new(items.iter_mut().zip(&mut slots));
    std::thread::scope(|scope| {
        for _ in 0..threads.min(64) {
            scope.spawn(|| {
                loop {
                    // A poisoned lock means another worker panicked; the scope will pass that panic on.
                    let next = queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner).next();
                    let Some((item, slot)) = next else { break };
                    *slot = Some(work(item));
                }
            });
        }
    });
    slots.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_keep_the_order_of_the_work() {
        let mut items: Vec<u32> = (0..1000).collect();
        let out = map_mut(3, &mut items, |i| {
            *i += 1;
            *i * 2
        });
        assert_eq!(out, (1..=1000).map(|i| i * 2).collect::<Vec<_>>());
    }
}
