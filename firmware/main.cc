// The command line. Exit codes: 0 done, 1 it failed (one line says why), 2 wrong use (one line says what).
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <format>
#include <iterator>
#include <sstream>
#include <string>

#include "box/last_words.h"
#include "box/settings_file.h"
#include "commands.h"
#include "exchange/address_file.h"
#include "http/transport/listener.h"
#include "office/people/user.h"
#include "office/records/sentence.h"
#include "storage/error.h"
#include "storage/store.h"

namespace {

constexpr int failed = 1;
constexpr int misused = 2;

/// Reads the settings file, and refuses what CLI11 would pass over: names that no command has, and lines that are none.
class Settings_reader : public CLI::ConfigTOML {
  public:
    explicit Settings_reader(const CLI::App& app)
        : app_(&app) {}

    std::vector<CLI::ConfigItem> from_config(std::istream& in) const override {
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        if (const auto line = box::broken_line(text))
            throw CLI::ConfigError(std::format("line {} is no setting", *line));
        std::istringstream lines(text);
        auto items = CLI::ConfigTOML::from_config(lines);
        for (const CLI::ConfigItem& item : items)
            if (!is_known(item)) throw CLI::ConfigError(std::format("there is no setting {}", named(item)));
        return items;
    }

  private:
    /// CLI11 tells of the beginning and the end of a section by an item each.
    static bool is_mark(const CLI::ConfigItem& item) { return item.name == "++" || item.name == "--"; }

    static std::string named(const CLI::ConfigItem& item) {
        if (!is_mark(item)) return item.fullname();
        return std::format("[{}]", CLI::detail::join(item.parents, "."));
    }

    bool is_known(const CLI::ConfigItem& item) const {
        const CLI::App* command = app_;
        for (const std::string& parent : item.parents) {
            const auto named = command->get_subcommands([&](const CLI::App* sub) { return sub->get_name() == parent; });
            if (named.empty()) return false;
            command = named.front();
        }
        return is_mark(item) || command->get_option_no_throw("--" + item.name) != nullptr;
    }

    const CLI::App* app_;
};

struct Command_line {
    CLI::App app{"Clientbox: the client records of an office, on a box of its own.", "clientbox"};
    std::filesystem::path data = "/var/lib/clientbox";
    Appliance_settings serve;
    std::string book, country;
    std::string kind = "clients", email, name, role = "staff", output = "-", currency, https_only;
    office::New_token token{.label = "command line"};
    int token_days = 365;
    bool token_reads = false;
    std::filesystem::path file, password_file;
    bool remove_map = false;
    bool update = false, dry_run = false, replace = false, everything = false, mend = false, good = true;

    Command_line();
    CLI::App* command(CLI::App* above, const std::string& name, const std::string& what, std::function<void()> run);
    void declare_serving();
    void declare_exchange();
    void declare_places();
    void declare_keeping();
    void declare_users();
    office::New_token wanted_token() const;
    void check_serving() const;
    std::string misuse(const CLI::ParseError& wrong) const;
};

/// "" is an address that is not served.
std::string objection_to_address(const std::string& text) { return text.empty() ? text : http::objection(text); }

std::vector<std::string> role_names() {
    std::vector<std::string> names;
    for (const auto& option : storage::record_type<office::User>().column("role")->options) names.push_back(option.key);
    return names;
}

Command_line::Command_line() {
    app.require_subcommand(1);
    app.parse_complete_callback([this] { box::end_in_words_on_damage(storage::store_file(data)); });
    app.fallthrough();
    app.add_option("--data", data, "Folder of the records")->envname("CLIENTBOX_DATA")->capture_default_str();
    app.config_formatter(std::make_shared<Settings_reader>(app));
    app.set_config("--settings", "", "Settings file (TOML): the same names as the options, [serve] for those of serve");
    declare_serving();
    declare_exchange();
    declare_places();
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
        check_serving();
        serve.folder = data;
        commands::serve(serve);
    });
    sub->add_option("--http", serve.http, "ADDRESS:PORT, or nothing")
        ->capture_default_str()
        ->check(objection_to_address);
    sub->add_option("--https", serve.https, "ADDRESS:PORT; off unless given")->check(objection_to_address);
    auto* certificate = sub->add_option("--certificate", serve.certificate, "Your own certificate chain (PEM)");
    auto* key = sub->add_option("--key", serve.key, "Its private key (PEM)");
    certificate->needs(key);
    key->needs(certificate);
    sub->add_option("--name", serve.names, "Further names or addresses that browsers may use for the box");
    sub->add_option("--threads", serve.threads, "Requests answered at once")
        ->capture_default_str()
        ->check(CLI::Range(8, 4096));

    sub = command(&app, "https-only", "Lead everybody to HTTPS, or serve HTTP as well",
                  [this] { commands::set_https_only(data, https_only == "on"); });
    sub->add_option("STATE", https_only, "on or off")->required()->check(CLI::IsMember({"on", "off"}));

    sub = command(&app, "init", "Make the first admin without a browser",
                  [this] { commands::init(data, email, name, password_file, currency); });
    sub->add_option("--admin", email, "E-mail address")->required();
    sub->add_option("--name", name, "Name; the e-mail address unless given");
    sub->add_option("--password-file", password_file, "File whose first line is the password")->required();
    sub->add_option("--currency", currency, "What the office counts money in, like EUR (ISO 4217)");
}

void Command_line::declare_exchange() {
    CLI::App* sub = command(
        &app, "import", "Read records, or the addresses of a region, from a CSV file or contact cards (vCard)", [this] {
            if (kind == exchange::addresses_kind)
                commands::import_addresses(data, file, book, country);
            else
                good = commands::import_file(data, kind, file, update, dry_run);
        });
    sub->add_option("--kind", kind, "What the rows are; addresses of a region have the columns of OpenAddresses")
        ->capture_default_str();
    sub->add_option("--country", country, "Of addresses: where they are, like DE (ISO 3166-1)");
    sub->add_option("--name", book, "Of addresses: the book that they are; the file's name unless given");
    sub->add_flag("--update", update, "Change clients whose e-mail is there already, instead of skipping the row");
    sub->add_flag("--dry-run", dry_run, "Say what would happen, and change nothing");
    sub->add_option("FILE", file, "CSV or vCard file")->required();

    sub = command(&app, "export", "Write records to a CSV file, or all of them to a ZIP file", [this] {
        everything ? commands::export_everything(data, output) : commands::export_file(data, kind, output);
    });
    sub->add_flag("--everything", everything, "Records of all kinds as JSON, with the files of documents");
    sub->add_option("--kind", kind, "Which records")->capture_default_str();
    sub->add_option("FILE", output, "File to write; standard output unless given");
}

void Command_line::declare_places() {
    CLI::App* addresses =
        command(&app, "addresses", "Address books for suggestions, made by import --kind addresses", {});
    addresses->require_subcommand(1);
    command(addresses, "list", "List them", [this] { commands::list_addresses(data); });
    CLI::App* sub = command(addresses, "remove", "Remove one", [this] { commands::remove_addresses(data, book); });
    sub->add_option("NAME", book, "As list names it")->required();

    sub = command(&app, "map", "Say which map there is, or use another",
                  [this] { commands::map(data, file, remove_map); });
    sub->add_flag("--remove", remove_map, "There is no map from now on");
    sub->add_option("FILE", file, "A file of PMTiles (version 3)");
}

void Command_line::declare_keeping() {
    CLI::App* sub = command(&app, "backup", "Copy all records to one file",
                            [this] { good = commands::backup(data, file, replace); });
    sub->add_option("FILE", file, "Backup file")->required();
    sub->add_flag("--replace", replace, "Overwrite the file when it is there");

    sub = command(&app, "restore", "Put a backup in place of the records",
                  [this] { good = commands::restore(data, file, replace); });
    sub->add_option("FILE", file, "Backup file")->required();
    sub->add_flag("--replace", replace, "Also when there are records; they are kept beside");

    auto* check = command(&app, "check", "Walk through all records and prove them sound",
                          [this] { good = commands::check(data, mend); });
    check->add_flag("--mend", mend, "Make anew what follows from the records: indexes, search words, counts");
}

void Command_line::declare_users() {
    CLI::App* user = command(&app, "user", "People who can sign in", {});
    user->require_subcommand(1);

    CLI::App* sub =
        command(user, "add", "Add somebody", [this] { commands::add_user(data, email, name, role, password_file); });
    sub->add_option("EMAIL", email, "E-mail address")->required();
    sub->add_option("--name", name, "Name; the e-mail address unless given");
    sub->add_option("--role", role, "admin, manager, estimator, crew, staff or read_only")
        ->capture_default_str()
        ->check(CLI::IsMember(role_names()));
    sub->add_option("--password-file", password_file, "File whose first line is the password")->required();

    command(user, "list", "List everybody", [this] { commands::list_users(data); });

    sub =
        command(user, "password", "Set a new password", [this] { commands::set_password(data, email, password_file); });
    sub->add_option("EMAIL", email, "E-mail address")->required();
    sub->add_option("--password-file", password_file, "File whose first line is the password")->required();

    CLI::App* factor = command(user, "second-factor", "The second factor of somebody", {});
    factor->require_subcommand(1);
    sub = command(factor, "off", "Turn it off, for who lost the app and the recovery codes",
                  [this] { commands::end_second_factor(data, email); });
    sub->add_option("EMAIL", email, "E-mail address")->required();

    sub = command(user, "token", "Make a token for the JSON API; prints it alone",
                  [this] { commands::make_token(data, email, wanted_token()); });
    sub->add_option("EMAIL", email, "E-mail address")->required();
    sub->add_option("--label", token.label, "What it is for")->capture_default_str();
    sub->add_option("--days", token_days, "For how many days it works, 730 at most")
        ->capture_default_str()
        ->check(CLI::Range(1, static_cast<int>(office::longest_token.count())));
    sub->add_option("--kinds", token.kinds,
                    "Kinds of records that it is for, as \"client,note\"; all but users unless given")
        ->delimiter(',');
    sub->add_flag("--read", token_reads, "It may not change anything");
}

office::New_token Command_line::wanted_token() const {
    office::New_token wanted = token;
    wanted.works_for = std::chrono::days{token_days};
    if (token_reads) wanted.access = office::Token_access::read;
    return wanted;
}

void Command_line::check_serving() const {
    if (serve.http.empty() && serve.https.empty())
        throw CLI::ValidationError("serve", "there is no address to serve; give --http or --https");
    if (!serve.certificate.empty() && serve.https.empty())
        throw CLI::ValidationError("--certificate", "it is for --https, which is not given");
}

/// One line about what was wrong with the words or with the settings file.
std::string Command_line::misuse(const CLI::ParseError& wrong) const {
    if (dynamic_cast<const CLI::ConfigError*>(&wrong) != nullptr)
        return std::format("settings file {}: {}", app.get_config_ptr()->as<std::string>(), wrong.what());
    const auto unknown = app.remaining(true);
    const bool lacks_something = dynamic_cast<const CLI::RequiredError*>(&wrong) != nullptr;
    if (!lacks_something || unknown.empty()) return wrong.what();
    return std::format("there is no {} {}", unknown.front().starts_with('-') ? "option" : "command", unknown.front());
}

int complain(const storage::Error& error) {
    std::string line = error.what();
    for (const auto& [field, message] : error.fields()) line += " " + office::sentence(nullptr, field, message);
    if (!error.cause().empty()) line += std::format(" ({})", error.cause());
    std::fprintf(stderr, "clientbox: %s\n", line.c_str());
    return failed;
}

}  // namespace

int main(int count, char** words) {
    Command_line line;
    try {
        line.app.parse(count, words);
        commands::finish_output();
        return line.good ? 0 : failed;
    } catch (const CLI::CallForHelp& help) {
        return line.app.exit(help);
    } catch (const CLI::ParseError& wrong) {
        std::fprintf(stderr, "clientbox: %s (see clientbox --help)\n", line.misuse(wrong).c_str());
        return misused;
    } catch (const storage::Error& error) {
        return complain(error);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "clientbox: %s\n", error.what());
        return failed;
    }
}
