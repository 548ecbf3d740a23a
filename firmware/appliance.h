// The running box: owns the store, the server and what works behind them. main.cc starts one; tests start it too, on
// port 0 in a temporary folder.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "storage/files/files.h"
#include "storage/store.h"

struct Appliance_settings {
    std::filesystem::path folder;            ///< data; made when it is not there
    std::string http = "127.0.0.1:8080";     ///< ADDRESS:PORT; "" = not served
    std::string https;                       ///< likewise
    std::filesystem::path certificate, key;  ///< PEM files; empty: the box's own authority makes them
    std::vector<std::string> names;          ///< further ones of the box, for browsers and for its own certificate
    unsigned threads = 256;
    std::uint64_t keep_free = storage::Files::one_gigabyte;  ///< bytes of the disk that files of documents leave free
};

class Appliance {
  public:
    /// Throws Error{unusable} also when another process serves the folder.
    explicit Appliance(Appliance_settings settings);
    ~Appliance();
    Appliance(const Appliance&) = delete;
    Appliance& operator=(const Appliance&) = delete;

    /// Serves from now on; returns at once. Throws Error{unusable} when a port is taken.
    void start();
    /// Lets requests under way finish, then returns.
    void stop();
    int http_port() const;
    int https_port() const;
    storage::Store& store();
    /// What makes the first admin; "" once there is a user.
    std::string first_admin_code();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The store of a data folder with every record type of the office. Throws Error{not_found} when there is none.
/// With `rebuild_everything` it makes anew first what follows from the records.
std::unique_ptr<storage::Store> open_store(const std::filesystem::path& folder, bool rebuild_everything = false);
std::unique_ptr<storage::Store> open_or_make_store(const std::filesystem::path& folder);

/// Makes a data folder that only its owner may read, when it is not there. Throws Error{unusable}.
void make_data_folder(const std::filesystem::path& folder);
