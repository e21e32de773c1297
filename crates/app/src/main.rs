fn main() -> std::process::ExitCode {
    ringbind::cli::main()
}
