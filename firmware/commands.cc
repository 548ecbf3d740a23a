#include "commands.h"

#include <pthread.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <optional>
#include <print>

#include "box/first_admin.h"
#include "box/https_only.h"
#include "box/libraries.h"
#include "box/lock.h"
#include "box/notify.h"
#include "exchange/address_file.h"
#include "exchange/archives/everything.h"
#include "exchange/export.h"
#include "exchange/import.h"
#include "office/people/accounts.h"
#include "office/people/events.h"
#include "office/people/second_factor.h"
#include "office/records/in_background.h"
#include "office/records/save.h"
#include "office/records/soundness.h"
#include "pages/frame/languages.h"
#include "places/books.h"
#include "places/map_file.h"
#include "storage/descriptor.h"
#include "storage/files/named_files.h"
#include "storage/upkeep/backup.h"
#include "storage/upkeep/check.h"
#include "storage/whole_files.h"

namespace commands {

using storage::Error;
using storage::Fault;
using storage::Store;

namespace {

const storage::Actor command_line{.user = 0, .name = "Command line"};

/// SIGTERM and SIGINT, for the thread that waits for them.
class Stop_signals {
  public:
    Stop_signals() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGTERM);
        sigaddset(&signals_, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);  // before any thread is there, so that all inherit it
    }
    void wait() const {
        int which = 0;
        while (sigwait(&signals_, &which) != 0) {
        }
    }

  private:
    sigset_t signals_{};
};

std::string first_line(const std::filesystem::path& file) {
    const auto text = storage::read_file(file);
    if (!text) throw Error(Fault::unusable, std::format("There is no file {}.", file.string()));
    std::string line = text->substr(0, text->find('\n'));
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

office::User user_with(Store& store, const std::string& email) {
    const auto user =
        store.read([&](const storage::Read& read) { return read.first<&office::User::email>(storage::Email{email}); });
    if (!user) throw Error(Fault::not_found, std::format("There is no user {}.", email));
    return *user;
}

std::string base_url(std::string_view scheme, const std::string& address, int port) {
    const std::string host = address.substr(0, address.rfind(':'));
    return std::format("{}://{}:{}", scheme, host.empty() || host == "0.0.0.0" ? "127.0.0.1" : host, port);
}

void announce(Appliance& appliance, const Appliance_settings& settings) {
    if (appliance.http_port() != 0)
        std::println("Address:  {}", base_url("http", settings.http, appliance.http_port()));
    if (appliance.https_port() != 0)
        std::println("Address:  {}", base_url("https", settings.https, appliance.https_port()));
    std::println("Data:     {}", std::filesystem::absolute(settings.folder).string());
    if (const std::string code = appliance.first_admin_code(); !code.empty())
        std::println("First-admin code: {}", code);
    std::fflush(stdout);
    std::clearerr(stdout);  // nobody need listen
}

/// Longer than the largest import takes.
constexpr std::chrono::minutes longest_write{10};

bool is_alive(const Store& store) {
    const auto writing = store.writing_for();
    return !writing || *writing < longest_write;
}

}  // namespace

void serve(const Appliance_settings& settings) {
    const Stop_signals stop;
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a file that must not grow is an error of whoever writes it
    Appliance appliance(settings);
    appliance.start();
    announce(appliance, settings);
    box::notify("READY=1");
    const box::Watchdog watchdog([&] { return is_alive(appliance.store()); });
    stop.wait();
    box::notify("STOPPING=1");
    appliance.stop();
}

void init(const std::filesystem::path& folder, const std::string& email, const std::string& name,
          const std::filesystem::path& password_file, const std::string& currency) {
    const std::string password = first_line(password_file);
    make_data_folder(folder);
    const auto store = open_or_make_store(folder);
    office::make_first_admin(*store, name.empty() ? email : name, email, password, currency);
    box::forget_first_admin_code(folder);
    std::println("{} is the first admin.", email);
}

bool import_file(const std::filesystem::path& folder, const std::string& kind, const std::filesystem::path& file,
                 bool update_existing, bool dry_run) {
    const auto store = open_store(folder);
    const exchange::Options options{.update_existing = update_existing,
                                    .dry_run = dry_run,
                                    .languages = pages::said_in_other_languages,
                                    .others_save = [&] { return box::is_served(folder); }};
    return exchange::import_file(*store, command_line, kind, file, options, std::cout) == 0;
}

namespace {

/// Once a second, so that a file of gigabytes does not seem to stand still.
class Told_each_second {
  public:
    bool now() {
        const auto time = std::chrono::steady_clock::now();
        if (time - last_ < std::chrono::seconds(1)) return false;
        last_ = time;
        return true;
    }

  private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

void check_has_records(const std::filesystem::path& folder) { open_store(folder); }

void tell_of_book(const places::About& about) {
    std::println("{}: {} addresses in {} streets, {} MB{}{}", about.name, about.addresses, about.streets,
                 (about.bytes + 999'999) / 1'000'000, about.country.empty() ? "" : ", " + about.country,
                 about.passed_over == 0 ? "" : std::format(", {} rows passed over", about.passed_over));
}

}  // namespace

void import_addresses(const std::filesystem::path& folder, const std::filesystem::path& file, const std::string& name,
                      const std::string& country) {
    check_has_records(folder);
    const exchange::Address_file wanted{
        .file = file, .file_name = file.filename().string(), .name = name, .country = country};
    Told_each_second told;
    std::error_code error;
    const auto size = std::max<std::uintmax_t>(std::filesystem::file_size(file, error), 1);
    const auto imported = exchange::import_addresses(folder, wanted, [&](std::uint64_t read, std::uint64_t written) {
        if (!told.now()) return;
        if (written == 0)
            std::println("{} % read", read * 100 / size);
        else
            std::println("{} addresses written", written);
        std::fflush(stdout);
    });
    if (imported.unchanged)
        std::println("{} is there already. Nothing was changed.", imported.about.name);
    else
        list_addresses(folder);
}

void list_addresses(const std::filesystem::path& folder) {
    check_has_records(folder);
    const auto books = places::Books(folder).all();
    if (books.empty()) std::println("There are no address books.");
    for (const auto& book : books)
        if (book.damaged)
            std::println("{}: damaged; import its file again", book.about.name);
        else
            tell_of_book(book.about);
}

void remove_addresses(const std::filesystem::path& folder, const std::string& name) {
    check_has_records(folder);
    places::Books(folder).remove(name);
    std::println("{} is removed.", name);
}

void map(const std::filesystem::path& folder, const std::filesystem::path& file, bool remove) {
    check_has_records(folder);
    places::Map_folder maps(folder);
    if (!file.empty()) maps.use(file, file.filename().string(), false);
    if (remove && file.empty()) {
        std::println("{}", maps.remove() ? "The map is removed." : "There is no map.");
        return;
    }
    const auto found = maps.find();
    if (!found.problem.empty()) throw Error(Fault::unusable, found.problem);
    if (found.map == nullptr) {
        std::println("There is no map.");
        return;
    }
    std::println("{}: {} MB, zoom {} to {}, from {} to {}", found.map->name, (found.map->size + 999'999) / 1'000'000,
                 found.map->min_zoom, found.map->max_zoom, storage::show_position(found.map->south_west),
                 storage::show_position(found.map->north_east));
    if (!found.map->attribution.empty()) std::println("{}", found.map->attribution);
}

void export_file(const std::filesystem::path& folder, const std::string& kind, const std::string& file) {
    const auto store = open_store(folder);
    if (file == "-") return exchange::export_file(*store, kind, std::cout);
    std::ofstream out(file, std::ios::binary);
    if (!out) throw Error(Fault::unusable, std::format("{} cannot be written.", file));
    exchange::export_file(*store, kind, out);
    if (!out.flush()) throw Error(Fault::unusable, std::format("{} cannot be written to its end.", file));
}

void export_everything(const std::filesystem::path& folder, const std::string& file) {
    const auto store = open_store(folder);
    const storage::Files files(folder);
    const exchange::Archive_source source{.store = *store, .files = files, .types = exchange::archived_types()};
    if (file == "-") return exchange::export_everything(source, std::cout);
    const std::filesystem::path whole = std::filesystem::absolute(file);
    const std::string draft = whole.string() + ".draft";
    storage::open_to_write(draft);
    std::ofstream out(draft, std::ios::binary | std::ios::app);
    const auto keep = [&] {
        if (!out.flush()) throw Error(Fault::unusable, std::format("{} cannot be written to its end.", file));
        storage::keep_file(draft, whole);
    };
    try {
        exchange::export_everything(source, out);
        keep();
    } catch (const Error& error) {
        if (error.fault() == Fault::corrupt) keep();  // all that can be read is there
        std::error_code ignored;
        std::filesystem::remove(draft, ignored);
        throw;
    }
}

namespace {

/// Names the files of records that are missing or damaged; whether there are none.
bool tell_of_files(const storage::File_findings& found) {
    for (const std::string& problem : found.problems) std::println("{}", problem);
    return found.problems.empty();
}

storage::File_findings findings(const Store& store) {
    return storage::check_files(store, storage::Files(store.folder()));
}

}  // namespace

bool backup(const std::filesystem::path& folder, const std::filesystem::path& file, bool replace) {
    const auto store = open_store(folder);
    storage::backup(*store, file, replace);
    if (store->trouble() == storage::Trouble::none)
        office::note(*store,
                     {.what = office::Happening::backed_up, .who = office::the_box.name, .detail = file.filename()});
    const bool whole = tell_of_files(findings(*store));
    if (whole)
        std::println("All records and files are in {}.", file.string());
    else
        std::println("All records are in {}, but not these files: they were lost or damaged before.", file.string());
    return whole;
}

bool restore(const std::filesystem::path& folder, const std::filesystem::path& file, bool replace) {
    make_data_folder(folder);
    storage::restore(file, folder, replace);
    std::println("The records and files of {} are in {}.", file.string(), folder.string());
    return tell_of_files(findings(*open_store(folder)));
}

namespace {

bool check_files(const Store& store) {
    const auto found = findings(store);
    std::println("{} files.", found.files);
    if (found.strays != 0) std::println("{} files belong to no record; they are removed after a while.", found.strays);
    return tell_of_files(found);
}

/// Names the records that break a rule of their kind; whether none does.
bool check_rules(const Store& store) {
    const office::Broken_rules broken = office::broken_rules(store);
    for (const std::string& sentence : broken.sentences) std::println("{}", sentence);
    if (broken.count > broken.sentences.size()) std::println("… and {} more.", broken.count - broken.sentences.size());
    return broken.count == 0;
}

}  // namespace

bool check(const std::filesystem::path& folder, bool mend) {
    std::optional<box::Serve_lock> alone;  // while it is mended nobody may be shown half of it
    if (mend) alone.emplace(folder);
    const auto store = open_store(folder, mend);
    const storage::Findings found = storage::check(*store, {});
    std::println("{} records, {} index entries, {} search words, {} journal entries.", found.records,
                 found.index_entries, found.words, found.journal_entries);
    for (const auto& [title, count] : found.kept)
        std::println("{}: {} are kept, which this version of Clientbox does not know.", title, count);
    for (const std::string& problem : found.problems) std::println("{}", problem);
    const bool files_are_well = check_files(*store);
    const bool rules_hold = !found.sound() || check_rules(*store);
    std::println(
        "{}", found.sound() && files_are_well && rules_hold ? "All is well."
              : found.sound() && files_are_well
                  ? "All is stored as it was written, but not by the rules of the office. Correct on its page what is "
                    "named above, or restore a backup."
              : mend || found.sound()
                  ? "Something is wrong that cannot be mended. Restore a backup."
                  : "Something is wrong. \"check --mend\" makes anew what follows from the records; when "
                    "that does not help, restore a backup.");
    return found.problems.empty() && files_are_well && rules_hold;
}

void set_https_only(const std::filesystem::path& folder, bool on) {
    open_store(folder);  // for what is said of a folder that is none
    box::set_https_only(folder, on);
    std::println("{}", on ? "Everybody is led to HTTPS." : "HTTP is served as well.");
}

void add_user(const std::filesystem::path& folder, const std::string& email, const std::string& name,
              const std::string& role, const std::filesystem::path& password_file) {
    const auto password = office::new_password(first_line(password_file), email);
    const auto store = open_store(folder);
    store->write(command_line, [&](storage::Write& write) {
        const storage::Typed typed{{"name", name.empty() ? email : name}, {"email", email}, {"role", role}};
        const auto user =
            office::save(write, storage::record_type<office::User>(), 0, 0, typed, office::References::ids);
        office::set_password(write, {user.id}, password);
    });
    std::println("{} can sign in.", email);
}

void list_users(const std::filesystem::path& folder) {
    const auto store = open_store(folder);
    store->read([](const storage::Read& read) {
        const auto& type = storage::record_type<office::User>();
        const storage::List everybody{.tag = type.column("email")->tag, .limit = SIZE_MAX};
        for (const auto id : read.select(type, everybody).ids) {
            const auto user = read.get<office::User>(id);
            std::println("{}\t{}\t{}{}", user.email.text, user.name, storage::Value<office::Role>::show(user.role),
                         user.disabled ? "\tcannot sign in" : "");
        }
    });
}

void set_password(const std::filesystem::path& folder, const std::string& email,
                  const std::filesystem::path& password_file) {
    const auto password = office::new_password(first_line(password_file), email);
    const auto store = open_store(folder);
    const office::User user = user_with(*store, email);
    store->write(command_line, [&](storage::Write& write) { office::set_password(write, {user.id}, password); });
    std::println("{} has a new password.", email);
}

void end_second_factor(const std::filesystem::path& folder, const std::string& email) {
    const auto store = open_store(folder);
    const office::User user = user_with(*store, email);
    const bool had_one = store->write(
        command_line, [&](storage::Write& write) { return office::reset_second_factor(write, {user.id}); });
    std::println("{}", had_one ? email + " signs in with the password alone." : email + " has no second factor.");
}

void make_token(const std::filesystem::path& folder, const std::string& email, const office::New_token& wanted) {
    const auto store = open_store(folder);
    const office::User user = user_with(*store, email);
    std::println("{}", store->write(command_line, [&](storage::Write& write) {
        return office::make_token(write, {user.id}, wanted);
    }));
}

void version() {
    std::println("clientbox {}", box::version());
    for (const auto& library : box::libraries())
        std::println("{} {} ({}): {}", library.name, library.version, library.licence, library.purpose);
}

void finish_output() {
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
        throw Error(Fault::unusable, "Not all of the output could be written.");
}

}  // namespace commands
