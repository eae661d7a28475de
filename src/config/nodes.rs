//! The user's own promo nodes in `config.toml`.
use super::Config;
use crate::model::{own_node, printable};
use toml::Value;

/// Reads them into the settings. One that cannot be read is told with its place, its field and what stands there; the
/// others count.
pub fn add(config: &mut Config, entries: &[Value]) {
    for (entry, place) in entries.iter().zip(1..) {
        match own_node(entry) {
            Ok(mut node) => {
                let has = |key: &str| config.nodes.iter().any(|other| other.key == key);
                if has(&node.key) {
                    node.key = format!("{}-{place}", node.key);
                }
                config.nodes.push(node);
            }
            Err(flaw) => {
                let found = printable(&flaw.found);
                let says = if found.is_empty() { String::new() } else { format!(" = {found}") };
                config.problems.push(format!("config.toml: node {place}: {}{says}", flaw.field));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::apply;

    fn read(text: &str) -> Config {
        let mut config = Config::default();
        apply(&mut config, &text.parse().unwrap());
        config
    }

    #[test]
    fn a_bad_node_is_told_and_the_others_count() {
        let config = read(
            "mouse = false\n\
             [[node]]\nname = '店庆'\ndate = '08-18'\ndays = 3\nlead = 45\n\
             [[node]]\nname = '坏的'\ndate = '13-40'\n\
             [[node]]\ndate = '01-01'\n\
             [[node]]\nname = { en = 'Members', zh = '会员日' }\nlunar = '8-8'\n",
        );
        let names: Vec<&str> = config.nodes.iter().map(|node| node.name.zh.as_str()).collect();
        assert_eq!(names, ["店庆", "会员日"]);
        assert_eq!((config.nodes[0].days, config.nodes[0].lead), (3, 45));
        assert_eq!(config.problems, ["config.toml: node 2: date = 13-40", "config.toml: node 3: name"]);
        assert!(!config.mouse);
    }

    #[test]
    fn the_one_in_the_readme_is_read() {
        for readme in [include_str!("../../README.md"), include_str!("../../README.zh-CN.md")] {
            let (_, rest) = readme.split_once("[[node]]\n").unwrap();
            let (node, _) = rest.split_once("```").unwrap();
            let config = read(&format!("[[node]]\n{node}"));
            assert_eq!(config.problems, Vec::<String>::new());
            assert_eq!((config.nodes[0].before, config.nodes[0].lead), (7, 45));
        }
    }

    #[test]
    fn what_is_no_list_of_nodes_is_told() {
        assert_eq!(read("node = 3").problems, ["config.toml: node"]);
        assert_eq!(read("node = [3]").problems, ["config.toml: node 1: node = 3"]);
    }

    #[test]
    fn two_of_one_name_stay_two() {
        let config =
            read("[[node]]\nname = '会员日'\ndate = '03-08'\n[[node]]\nname = '会员日'\ndate = '09-08'\n");
        let keys: Vec<&str> = config.nodes.iter().map(|node| node.key.as_str()).collect();
        assert_eq!(keys, ["会员日", "会员日-2"]);
    }
}
