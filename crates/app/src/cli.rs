//! The command line: `serve` (what a bare start does), `verify`, `config check`, `user create`.

use crate::config::{self, Config};
use crate::{people, serve, verification};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "ringbind", version, about = "Electronic case and document management")]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    common: Common,
}

#[derive(Args, Clone)]
struct Common {
    /// Settings file (TOML); else RINGBIND_CONFIG, else ringbind.toml if there is one
    #[arg(long, global = true)]
    config: Option<PathBuf>,
    /// Folder for database, files and index
    #[arg(long, global = true, value_name = "FOLDER")]
    data: Option<PathBuf>,
    /// postgres://… instead of the embedded database
    #[arg(long, global = true, value_name = "URL")]
    database: Option<String>,
    /// Address and port to listen on
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server
    Serve {
        /// With an invented organisation to try
        #[arg(long)]
        demo: bool,
    },
    /// Check the history's chain and every stored file
    Verify {
        /// A head that `verify` printed earlier, and that was kept elsewhere: POSITION:HASH; may be given several times
        #[arg(long, value_parser = verification::parse_head)]
        head: Vec<verify::Head>,
    },
    /// Settings
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Users
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Read all settings, refuse what is wrong, and explain each
    Check,
}

#[derive(Subcommand)]
enum UserCommand {
    /// Make a user; prints a link that works once for choosing a password
    Create {
        user_name: String,
        email: String,
        first_name: String,
        last_name: String,
        /// Role keys, such as organisation_administrator
        #[arg(long)]
        role: Vec<String>,
    },
}

/// Runs the command that was given.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let config = match settings(&cli.common) {
        Ok(config) => config,
        Err(error) => {
            eprintln!("ringbind: {error}");
            return ExitCode::from(2);
        }
    };
    serve::start_log(&config);
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        // Reads of the embedded database run on these threads, so there are more of them than cores.
        .worker_threads((threads * 4).max(8))
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("ringbind: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(cli.command, config)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("ringbind: {error}");
            ExitCode::FAILURE
        }
    }
}

fn settings(common: &Common) -> Result<Config, String> {
    let named = common.config.clone().or_else(|| std::env::var_os("RINGBIND_CONFIG").map(PathBuf::from));
    let file = named.or_else(|| Some(PathBuf::from("ringbind.toml")).filter(|p| p.exists()));
    let mut flags = Vec::new();
    if let Some(data) = &common.data {
        flags.push(("data", data.display().to_string()));
    }
    if let Some(database) = &common.database {
        flags.push(("database", database.clone()));
    }
    if let Some(listen) = &common.listen {
        flags.push(("listen", listen.clone()));
    }
    config::load(file.as_deref(), std::env::vars(), &flags)
}

async fn run(command: Option<Command>, config: Config) -> base::Result<ExitCode> {
    match command {
        None => serve::serve(config, false).await.map(|()| ExitCode::SUCCESS),
        Some(Command::Serve { demo }) => serve::serve(config, demo).await.map(|()| ExitCode::SUCCESS),
        Some(Command::Verify { head }) => {
            // Looked at before the start makes them anew.
            let guards = serve::guards(&config).await?;
            let house = serve::open(&config, false).await?;
            verification::run(&house, guards, &head).await
        }
        Some(Command::Config { command: ConfigCommand::Check }) => {
            explain(&config);
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::User { command: UserCommand::Create { user_name, email, first_name, last_name, role } }) => {
            let house = serve::open(&config, false).await?;
            let fields = [("user_name", user_name), ("email", email), ("first_name", first_name), ("last_name", last_name)];
            println!("{}", people::create_by_operator(&house, &fields, &role).await?);
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn explain(config: &Config) {
    for (key, what) in config::KEYS {
        println!("{key} = {:?}\n    {what}", config::value(config, key));
    }
}
