// A desk in an office: the real pages and the JSON API over a real store in a temporary folder, asked without a socket in between.
// Requests go through the routes' patterns and rights as they do at the door.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "background/worker.h"
#include "exchange/importer.h"
#include "http/router.h"
#include "office/clients/client.h"
#include "office/clients/latest.h"
#include "office/people/undoer.h"
#include "pages/frame/site.h"
#include "pages/places/box_places.h"
#include "pictures/previews.h"

namespace pages::test {

struct Answer {
    int status = 0;
    std::string body;
    http::Response response;
    std::string header(std::string_view name) const;
    bool has(std::string_view text) const { return body.contains(text); }
};

class Desk {
  public:
    Desk();
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    /// Who asks from now on: "Ana" is an admin, "Ben" staff, "Rita" read-only. Ana at first.
    Desk& as(std::string_view name);
    /// A client with a door of its own, that lets everything through: what is seen is up to the store.
    Desk& as_client(storage::Id client);
    Answer get(std::string_view target, bool fragment = false);
    /// `form` as it is sent: "a=1&b=2".
    Answer post(std::string_view target, std::string_view form = {}, bool fragment = false);
    /// A file in a multipart form.
    Answer upload(std::string_view target, std::string_view file_name, std::string_view bytes,
                  std::string_view form = {});
    /// As a program does: a body in JSON, on whatever revision there is.
    Answer call(http::Method method, std::string_view target, std::string_view json = "{}");
    std::string language = "en";

    struct Address {
        http::Method method;
        std::string pattern;
    };
    /// All that can be asked for.
    const std::vector<Address>& addresses() const { return addresses_; }

    storage::Store& store() { return *store_; }
    /// What large undos are begun from now on do not go on.
    void stop_undoing() { undoer_->stop(); }
    /// As the background does.
    office::Latest_clients& latest_clients() { return *latest_clients_; }
    Box_places& places() { return *places_; }
    void make_previews() {
        do previews_->make_some(*store_);
        while (store_->read([&](const storage::Read& read) { return previews_->due(read); }) == storage::Moment{});
    }
    storage::Id add_client(std::string_view first, std::string_view last, const storage::Typed& more = {});
    storage::Id add(const storage::Record_type& type, const storage::Typed& typed);
    template <class Record> Record stored(storage::Id id) {
        return store_->read([&](const storage::Read& read) { return read.get<Record>(id); });
    }
    office::Client client(storage::Id id) { return stored<office::Client>(id); }

    /// Pages say at once how far it is what they need.
    void lose_patience() { site_->patience = std::chrono::milliseconds{0}; }

  private:
    http::Request request(http::Method method, std::string_view target) const;
    Answer ask(http::Method method, std::string_view target, std::string_view form, bool fragment,
               std::vector<http::Upload> uploads = {});
    Answer answer(http::Request request);

    std::filesystem::path folder_;
    std::unique_ptr<storage::Store> store_;
    std::unique_ptr<storage::Files> files_;
    std::unique_ptr<exchange::Importer> importer_;
    std::unique_ptr<office::Undoer> undoer_;
    std::unique_ptr<pictures::Previews> previews_;
    std::unique_ptr<office::Latest_clients> latest_clients_;
    std::unique_ptr<Box_places> places_;
    background::Clock clock_{storage::Moment{}, [] { return true; }};
    std::unique_ptr<background::Worker> worker_;  ///< runs imports and large undos
    std::unique_ptr<Site> site_;
    std::vector<Address> addresses_;
    std::unique_ptr<http::Router> router_;
    http::Caller caller_;
};

/// One line of a table of requests.
struct Case {
    http::Method method;
    std::string url, form;
    int status;
    std::vector<std::string> contains = {}, lacks = {};
};
void check(Desk& desk, const std::vector<Case>& cases);

}  // namespace pages::test
