//! `amp sandbox serve`: one line when ready, real HTTP, a stop that is asked for.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::amp::{amp, command};

/// A sandbox that runs until the test is over, however it ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn serve(arguments: &[&str]) -> (Running, String) {
    let all = [&["sandbox", "serve"], arguments].concat();
    let mut child = command(&all).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Running(child), line)
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn it_says_where_it_is_and_which_key_to_trust_and_stops_when_asked() {
    let (mut running, line) = serve(&["--port", "0", "--json"]);
    let ready: Value = serde_json::from_str(&line).unwrap();
    let address = ready["listening"].as_str().unwrap().strip_prefix("http://127.0.0.1:").unwrap();
    assert_eq!(ready["root_jwk"]["crv"], "P-256");
    assert_eq!(ready["root_jwk"].get("d"), None);
    let health = get(&format!("127.0.0.1:{address}"), "/sandbox/health");
    assert!(health.starts_with("HTTP/1.1 200"), "{health}");
    let root = get(&format!("127.0.0.1:{address}"), "/sandbox/root");
    assert!(root.contains(ready["root_jwk"]["x"].as_str().unwrap()), "{root}");

    let id = running.0.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    assert_eq!(running.0.wait().unwrap().code(), Some(0));
}

#[test]
fn for_a_person_it_says_the_same_in_words() {
    let (_running, line) = serve(&["--port", "0"]);
    assert!(line.starts_with("listening"), "{line}");
    assert!(line.contains("http://127.0.0.1:"), "{line}");
}

#[test]
fn a_busy_port_is_a_failure_that_names_it() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = amp(&["sandbox", "serve", "--port", &port, "--json"]);
    assert_eq!((run.exit, run.error_code().as_str()), (1, "sandbox.port_busy"));
    assert!(run.json()["error"]["detail"].as_str().unwrap().contains(&port));
}

#[test]
fn an_address_that_is_none_is_refused() {
    let run = amp(&["sandbox", "serve", "--port", "0", "--wallet", "nonsense", "--json"]);
    assert_eq!(run.exit, 1);
    assert!(run.error_code().starts_with("network."), "{}", run.stdout);
}
