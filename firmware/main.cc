// The command line. Exit codes: 0 done, 1 it failed (one line says why), 2 wrong use (one line says what).
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <format>
#include <string>

#include "commands.h"
#include "storage/error.h"

namespace {

constexpr int failed = 1;
constexpr int misused = 2;

struct Command_line {
    CLI::App app{"Clientbox: the client records of an office, on a box of its own.", "clientbox"};
    std::filesystem::path data = "/var/lib/clientbox";
    Appliance_settings serve;
    std::string kind = "clients", email, name, role = "staff", label = "command line", output = "-";
    std::filesystem::path file, password_file;
    bool update = false, dry_run = false, replace = false, good = true;

    Command_line();
    CLI::App* command(CLI::App* above, const std::string& name, const std::string& what, std::function<void()> run);
    void declare_serving();
    void declare_exchange();
    void declare_keeping();
    void declare_users();
};

Command_line::Command_line() {
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--data", data, "Folder of the records")->envname("CLIENTBOX_DATA")->capture_default_str();
    app.set_config("--settings", "", "Settings file (TOML): the same names as the options, [serve] for those of serve");
    declare_serving();
    declare_exchange();
    declare_keeping();
    declare_users();
    command(&app, "version", "Version of the program and of every library in it", [] { commands::version(); });
}

CLI::App* Command_line::command(CLI::App* above, const std::string& named, const std::string& what,
                                std::function<void()> run) {
    CLI::App* sub = above->add_subcommand(named, what)->fallthrough();
    if (run) sub->callback(std::move(run));
    return sub;
}

void Command_line::declare_serving() {
    CLI::App* sub = command(&app, "serve", "Serve the office's browsers", [this] {
        serve.folder = data;
        commands::serve(serve);
    });
    sub->add_option("--http", serve.http, "ADDRESS:PORT, or nothing")->capture_default_str();
    sub->add_option("--https", serve.https, "ADDRESS:PORT; off unless given");
    auto* certificate = sub->add_option("--certificate", serve.certificate, "Your own certificate chain (PEM)");
    auto* key = sub->add_option("--key", serve.key, "Its private key (PEM)");
    certificate->needs(key);
    key->needs(certificate);
    sub->add_option("--name", serve.names, "Further names or addresses for the box's own certificate");
    sub->add_option("--threads", serve.threads, "Connections served at once")
        ->capture_default_str()
        ->check(CLI::Range(8, 4096));

    sub = command(&app, "init", "Make the first admin without a browser",
                  [this] { commands::init(data, email, name, password_file); });
    sub->add_option("--admin", email, "E-mail address")->required();
    sub->add_option("--name", name, "Name; the e-mail address unless given");
    sub->add_option("--password-file", password_file, "File whose first line is the password")->required();
}

void Command_line::declare_exchange() {
    CLI::App* sub = command(&app, "import", "Read records from a CSV file",
                            [this] { good = commands::import_file(data, kind, file, update, dry_run); });
    sub->add_option("--kind", kind, "What the rows are")->capture_default_str();
    sub->add_flag("--update", update, "Change clients whose e-mail is there already, instead of skipping the row");
    sub->add_flag("--dry-run", dry_run, "Say what would happen, and change nothing");
    sub->add_option("FILE", file, "CSV file")->required();

    sub = command(&app, "export", "Write records to a CSV file", [this] { commands::export_file(data, kind, output); });
    sub->add_option("--kind", kind, "Which records")->capture_default_str();
    sub->add_option("FILE", output, "CSV file; standard output unless given");
}

void Command_line::declare_keeping() {
    CLI::App* sub =
        command(&app, "backup", "Copy all records to one file", [this] { commands::backup(data, file, replace); });
    sub->add_option("FILE", file, "Backup file")->required();
    sub->add_flag("--replace", replace, "Overwrite the file when it is there");

    sub = command(&app, "restore", "Put a backup in place of the records",
                  [this] { commands::restore(data, file, replace); });
    sub->add_option("FILE", file, "Backup file")->required();
    sub->add_flag("--replace", replace, "Also when there are records; they are kept beside");

    command(&app, "check", "Walk through all records and prove them sound", [this] { good = commands::check(data); });
}

void Command_line::declare_users() {
    CLI::App* user = command(&app, "user", "People who can sign in", {});
    user->require_subcommand(1);

    CLI::App* sub =
        command(user, "add", "Add somebody", [this] { commands::add_user(data, email, name, role, password_file); });
    sub->add_option("EMAIL", email, "E-mail address")->required();
    sub->add_option("--name", name, "Name; the e-mail address unless given");
    sub->add_option("--role", role, "admin, staff or read_only")->capture_default_str();
    sub->add_option("--password-file", password_file, "File whose first line is the password")->required();

    command(user, "list", "List everybody", [this] { commands::list_users(data); });

    sub =
        command(user, "password", "Set a new password", [this] { commands::set_password(data, email, password_file); });
    sub->add_option("EMAIL", email, "E-mail address")->required();
    sub->add_option("--password-file", password_file, "File whose first line is the password")->required();

    sub = command(user, "token", "Make a token for the JSON API; prints it alone",
                  [this] { commands::make_token(data, email, label); });
    sub->add_option("EMAIL", email, "E-mail address")->required();
    sub->add_option("--label", label, "What it is for")->capture_default_str();
}

int complain(const storage::Error& error) {
    std::string line = error.what();
    for (const auto& [field, message] : error.fields()) line += std::format(" {} {}.", field, message);
    if (!error.cause().empty()) line += std::format(" ({})", error.cause());
    std::fprintf(stderr, "clientbox: %s\n", line.c_str());
    return failed;
}

}  // namespace

int main(int count, char** words) {
    Command_line line;
    try {
        line.app.parse(count, words);
        return line.good ? 0 : failed;
    } catch (const CLI::CallForHelp& help) {
        return line.app.exit(help);
    } catch (const CLI::ParseError& wrong) {
        std::fprintf(stderr, "clientbox: %s (see clientbox --help)\n", wrong.what());
        return misused;
    } catch (const storage::Error& error) {
        return complain(error);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "clientbox: %s\n", error.what());
        return failed;
    }
}
