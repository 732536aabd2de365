//! A disk that is full: a small one of its own, in memory.

use std::process::Command;

use super::child::task;
use crate::stores::sqlite;

#[tokio::test]
async fn a_full_disk_refuses_writes_in_plain_words_lets_reads_go_on_and_takes_writes_again_once_there_is_room() {
    let store = sqlite().await;
    store.db.close().await;
    let disk = store.folder.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    // The disk is seen by this process and its children only, and goes with them.
    let script = format!(
        "mount -t tmpfs -o size=3m none {disk} && cp {url} {disk}/vocation.db && head -c 1000000 /dev/zero > {disk}/ballast && exec \"$0\" \"$@\"",
        disk = disk.display(),
        url = store.url,
    );
    let can = Command::new("unshare").args(["-rm", "true"]).status().is_ok_and(|status| status.success());
    if !can {
        println!("not run: this system lets nobody mount a disk of his own");
        return;
    }
    let mut command = Command::new("unshare");
    command.args(["-rm", "sh", "-c", &script]).arg(std::env::current_exe().unwrap());
    task(&mut command, &format!("{0}/vocation.db|fill|{0}/ballast", disk.display()));
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let full = said.lines().find_map(|line| Some(line.split_once("FULL ")?.1)).unwrap_or_else(|| panic!("{output:?}"));
    assert!(full.contains("the disk is full: nothing was changed"), "{full}");
    assert!(said.contains("WRITES AGAIN"), "{output:?}");
    println!("full disk: {full}");
}
