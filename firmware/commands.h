// What each command does. Each throws storage::Error; main.cc says it and chooses the exit code. Only serve, init and
// restore make records where there are none; the others take a folder without any for a mistake.
#pragma once

#include <filesystem>
#include <string>

#include "appliance.h"
#include "office/people/tokens.h"

namespace commands {

/// Serves until SIGTERM or SIGINT. Tells the service manager when it is ready.
void serve(const Appliance_settings& settings);

/// Makes the first admin without a browser.
void init(const std::filesystem::path& folder, const std::string& email, const std::string& name,
          const std::filesystem::path& password_file, const std::string& currency);

/// Returns false when some rows failed.
bool import_file(const std::filesystem::path& folder, const std::string& kind, const std::filesystem::path& file,
                 bool update_existing, bool dry_run);
/// A file of addresses becomes an address book; see exchange/address_file.h.
void import_addresses(const std::filesystem::path& folder, const std::filesystem::path& file, const std::string& name,
                      const std::string& country);
void list_addresses(const std::filesystem::path& folder);
void remove_addresses(const std::filesystem::path& folder, const std::string& name);

/// That file is the map from now on; without one it says which is. With `remove` there is none.
void map(const std::filesystem::path& folder, const std::filesystem::path& file, bool remove);

/// All records and files as a ZIP file; "-" is standard output. What was begun is gone again when it fails.
void export_everything(const std::filesystem::path& folder, const std::string& file);
/// "-" is standard output.
void export_file(const std::filesystem::path& folder, const std::string& kind, const std::string& file);

/// False when files of records are missing or damaged in it.
bool backup(const std::filesystem::path& folder, const std::filesystem::path& file, bool replace);
bool restore(const std::filesystem::path& folder, const std::filesystem::path& file, bool replace);
/// Returns false when something is wrong.
/// With `mend` it makes anew first what follows from the records.
bool check(const std::filesystem::path& folder, bool mend);

/// Whether everybody is led to HTTPS, from the next request on.
void set_https_only(const std::filesystem::path& folder, bool on);

void add_user(const std::filesystem::path& folder, const std::string& email, const std::string& name,
              const std::string& role, const std::filesystem::path& password_file);
void list_users(const std::filesystem::path& folder);
void set_password(const std::filesystem::path& folder, const std::string& email,
                  const std::filesystem::path& password_file);
/// For who lost app and recovery codes.
void end_second_factor(const std::filesystem::path& folder, const std::string& email);
/// Prints the token alone.
void make_token(const std::filesystem::path& folder, const std::string& email, const office::New_token& wanted);

/// The program's version and that of every library in it.
void version();

/// Throws Error{unusable} when not all that a command said has reached standard output.
void finish_output();

}  // namespace commands
