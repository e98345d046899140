//! The command line: arguments in, exit code out.

fn main() -> std::process::ExitCode {
    let Some(path) = std::env::args().nth(1) else { return std::process::ExitCode::from(2) };
    let Ok(bytes) = std::fs::read(&path) else { return std::process::ExitCode::from(2) };
    let options = gongkai::pipeline::Options { path, ..Default::default() };
    match gongkai::pipeline::extract(&bytes, &options) {
        Ok(report) => {
            println!("{:#}", gongkai::json::document(&report));
            std::process::ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{failure}");
            std::process::ExitCode::from(2)
        }
    }
}
