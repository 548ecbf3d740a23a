// What every page may ask of the appliance that runs it.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/files/files.h"
#include "storage/store.h"

namespace exchange {
class Importer;
}

namespace office {
class Latest_clients;
}

namespace pictures {
class Previews;
}

namespace pages {

struct Box_places;

/// One line of the status page, in English; the page translates label and sentence.
struct Reading {
    std::string label;
    std::string sentence;                 ///< "{} MB of {} MB"
    std::array<std::string, 2> values{};  ///< for its "{}"
    bool good = true;
    storage::Moment at{};  ///< for its "{}" in place of a value, if there is one
};

struct Library_line {
    std::string name, version, licence, purpose;
};

/// For the frame of every page, so that a map is loaded where one is shown.
struct Shown_map {
    std::string url, attribution;  ///< "" when there is none
};

struct Site {
    storage::Store& store;
    std::filesystem::path folder;  ///< the data folder
    std::string version;           ///< of the program
    std::function<std::vector<Library_line>()> libraries;
    std::function<std::vector<Reading>()> status;
    std::function<int()> https_port;                ///< 0 without HTTPS
    std::function<std::string()> authority;         ///< the box's certificate authority as PEM; "" without HTTPS
    std::function<std::string()> first_admin_code;  ///< shown on the console; "" once there is a user
    exchange::Importer& imports;
    storage::Files& files;         ///< beside the store
    pictures::Previews& previews;  ///< beside the files
    office::Latest_clients& latest_clients;
    Box_places& places;
    /// Until a page is answered that says how far it is, instead of what it waits for.
    std::chrono::milliseconds patience{250};
    std::function<Shown_map()> map = [] { return Shown_map{}; };
    /// Whether everybody is led to HTTPS.
    std::function<bool()> https_only = [] { return false; };
    std::function<void(bool on)> set_https_only = [](bool) {};
};

}  // namespace pages
