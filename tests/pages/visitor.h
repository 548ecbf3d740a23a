// A browser at the door of a box that was just unpacked: no user, no socket, but cookies, sessions, forged-request checks
// and error pages as they are.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "exchange/importer.h"
#include "http/door.h"
#include "office/clients/latest.h"
#include "pages/frame/site.h"
#include "pages/places/box_places.h"
#include "pictures/previews.h"

namespace pages::test {

/// A box without users; the code for the first admin is "ABCD-2345".
class New_box {
  public:
    New_box();
    ~New_box();
    New_box(const New_box&) = delete;
    New_box& operator=(const New_box&) = delete;

    storage::Store& store() { return *store_; }
    http::Door& door() { return *door_; }
    bool minutes_went_by = false;  ///< since anybody gave their password

  private:
    std::filesystem::path folder_;
    std::unique_ptr<storage::Store> store_;
    std::unique_ptr<storage::Files> files_;
    std::unique_ptr<exchange::Importer> importer_;
    std::unique_ptr<pictures::Previews> previews_;
    std::unique_ptr<office::Latest_clients> latest_clients_;
    std::unique_ptr<Box_places> places_;
    std::unique_ptr<Site> site_;
    std::unique_ptr<http::Door> door_;
};

class Visitor {
  public:
    explicit Visitor(New_box& box)
        : box_(&box) {}

    struct Seen {
        int status = 0;
        std::string body, location;
        std::vector<std::string> cookies;  ///< as they were set
        bool has(std::string_view text) const { return body.contains(text); }
    };
    Seen get(std::string_view target);
    /// Sends the token of the page that was looked at last.
    Seen post(std::string_view target, std::string_view form);
    /// Makes the first admin, who is then signed in here.
    void set_up();

    std::string browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    std::string address = "192.0.2.7";
    std::string languages = "en";
    std::string cookie(std::string_view name) const;

  private:
    Seen ask(std::string_view method, std::string_view target, std::string_view form);
    void take_cookies(Seen& seen, const http::Response& response);

    New_box* box_;
    std::map<std::string, std::string, std::less<>> cookies_;
    std::string csrf_;
};

inline constexpr std::string_view admin_form = "code=abcd2345&name=Ana&email=ana%40office.example&password=a+long+"
                                               "enough+secret&password_again=a+long+enough+secret";
inline constexpr std::string_view login_form = "email=ana%40office.example&password=a+long+enough+secret";

}  // namespace pages::test
