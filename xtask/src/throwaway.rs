//! Servers and folders that are gone afterwards, whatever happens: a small shell stands over each
//! server and ends it, folder and all, when our end of a pipe closes, even if we were killed.

use crate::step::now;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

/// `$1` is the folder, the rest the server. SIGINT is meant for us; the server ends after us.
const KEEPER: &str = r#"
trap '' INT
exec 3<&0 </dev/null
folder=$1; shift
"$@" 3<&- & server=$!
{
  read -r _ <&3
  kill $server
  for _ in {1..100}; do kill -0 $server || exit; sleep 0.1; done
  kill -QUIT $server
} 2>/dev/null &
wait $server
rm -rf "$folder"
"#;

/// A running server with a folder of its own.
pub struct Server {
    keeper: Child,
    // Closing it ends the server.
    hold: Option<ChildStdin>,
}

impl Server {
    /// Starts a server; its output goes to a file `log` in the folder, which is removed at the end.
    pub fn start(folder: &Path, command: &Command) -> Result<Server, String> {
        let log = std::fs::File::create(folder.join("log")).map_err(|e| format!("{}: {e}", folder.display()))?;
        let errors = log.try_clone().map_err(|e| e.to_string())?;
        let mut keeper = Command::new("bash");
        keeper.args(["-c", KEEPER, "keeper"]).arg(folder).arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => keeper.env(name, value),
                None => keeper.env_remove(name),
            };
        }
        let mut keeper = keeper
            .current_dir(folder)
            .stdin(Stdio::piped())
            .stdout(log)
            .stderr(errors)
            .spawn()
            .map_err(|e| format!("{:?}: {e}", command.get_program()))?;
        let hold = keeper.stdin.take();
        Ok(Server { keeper, hold })
    }

    /// Waits until `ready` says yes; the server's log is told when it ends or takes too long.
    pub fn wait(&mut self, name: &str, folder: &Path, ready: impl Fn() -> bool) -> Result<(), String> {
        let began = now();
        while !ready() {
            let ended = self.keeper.try_wait().ok().flatten().is_some();
            if ended || began.elapsed() > Duration::from_secs(300) {
                let log = std::fs::read_to_string(folder.join("log")).unwrap_or_default();
                return Err(format!("{name} {}\n{log}", if ended { "ended at once" } else { "is not ready after five minutes" }));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.hold.take();
        if let Err(error) = self.keeper.wait() {
            eprintln!("a server's end: {error}");
        }
    }
}

/// A new folder under the system's temporary one.
pub fn folder(name: &str) -> Result<PathBuf, String> {
    let made = crate::step::output(&mut crate::step::command("mktemp", &["-d", "-t", &format!("ringbind-{name}.XXXXXX")]))?;
    Ok(PathBuf::from(made.trim()))
}

/// A loopback port that nobody uses at this moment.
pub fn port() -> Result<u16, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(|e| e.to_string())?;
    listener.local_addr().map(|a| a.port()).map_err(|e| e.to_string())
}

/// Whether a GET on the loopback port is answered with 200.
pub fn answers(port: u16, path: &str) -> bool {
    let ask = || -> std::io::Result<bool> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let mut stream = TcpStream::connect_timeout(&address, Duration::from_secs(1))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status.ends_with(b" 200"))
    };
    ask().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_ends_with_its_folder() {
        let folder = folder("test").expect("made");
        let mut command = Command::new("sh");
        command.args(["-c", "echo $$ > pid; exec sleep 600"]);
        let mut server = Server::start(&folder, &command).expect("started");
        let pid = folder.join("pid");
        server.wait("sleep", &folder, || std::fs::read_to_string(&pid).is_ok_and(|p| p.ends_with('\n'))).expect("ready");
        let pid = std::fs::read_to_string(&pid).expect("written");
        let process = PathBuf::from(format!("/proc/{}", pid.trim()));
        assert!(process.exists());
        drop(server);
        assert!(!process.exists(), "the server runs on");
        assert!(!folder.exists(), "the folder stays");
    }

    #[test]
    fn a_server_that_ends_at_once_is_told_with_its_log() {
        let folder = folder("test").expect("made");
        let mut command = Command::new("sh");
        command.args(["-c", "echo no such option; sleep 0.3; exit 1"]);
        let mut server = Server::start(&folder, &command).expect("started");
        let said = server.wait("sh", &folder, || false).expect_err("ended");
        assert!(said.starts_with("sh ended at once"), "{said}");
    }

    #[test]
    fn nobody_answers_on_a_free_port() {
        assert!(!answers(port().expect("a port"), "/"));
    }
}
