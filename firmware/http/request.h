// What a handler gets and gives. No cpp-httplib here: only http/engine.cc knows it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

enum class Method : std::uint8_t { get, post, put, patch, del };

/// Names and values in the order in which they came; a name may stand several times.
class Pairs {
  public:
    void add(std::string name, std::string value) { pairs_.emplace_back(std::move(name), std::move(value)); }
    bool has(std::string_view name) const;
    /// The first value of that name, "" if there is none.
    std::string_view get(std::string_view name) const;
    std::vector<std::string_view> all(std::string_view name) const;
    auto begin() const { return pairs_.begin(); }
    auto end() const { return pairs_.end(); }
    bool empty() const { return pairs_.empty(); }

  private:
    std::vector<std::pair<std::string, std::string>> pairs_;
};

/// A file of a multipart form.
struct Upload {
    std::string field, file_name, type, bytes;
};

}  // namespace http

namespace storage {
struct Scope;
}

namespace http {

/// Who is asking, as far as the door needs to know. Made by the Gate (see server.h), which the appliance supplies.
struct Caller {
    std::uint64_t user = 0;
    std::string name, email, role;
    std::uint64_t rights = 0;                     ///< bit n: has right number n
    std::shared_ptr<const storage::Scope> scope;  ///< what of the store they see; null: everything
    std::uint64_t session = 0;                    ///< 0 for a bearer token
    std::string csrf;                             ///< what forms must send back; empty for a bearer token
    std::string language, theme;
    bool confirmed = false;                ///< the password was given a few minutes ago
    std::string only_at;                   ///< the one page that they may see until they did what it asks for; "": all
    bool reads_only = false;               ///< a program that may change nothing
    std::vector<std::uint8_t> kinds = {};  ///< a program that is for some kinds of records only; none: all
    bool may(unsigned right) const { return rights >> right & 1U; }
};

struct Request {
    Method method = Method::get;
    std::string path;                                       ///< percent-decoded, without query
    std::string target;                                     ///< as asked for: path and query
    std::map<std::string, std::string, std::less<>> parts;  ///< "<id>" of the route's pattern → "7"
    Pairs query, form;                                      ///< form: from the body only
    std::vector<Upload> uploads;
    std::string body;  ///< when it is not a form
    std::string content_type;
    std::string address;           ///< of the peer
    std::string host;              ///< the Host header
    bool secure = false;           ///< came over TLS
    std::optional<Caller> caller;  ///< nobody signed in: empty
    std::string csrf;              ///< what forms on the answering page must send back as "csrf"
    Pairs headers;                 ///< names in lower case
    Pairs cookies;

    /// What of the store the answer may tell of; null: everything. Nobody signed in gets pages that tell of no records.
    const storage::Scope* scope() const { return caller ? caller->scope.get() : nullptr; }
    std::string_view part(std::string_view name) const;
    /// A path part that must be a positive number; throws Error{not_found} otherwise.
    std::uint64_t id(std::string_view name = "id") const;
    /// htmx asks for a fragment of the page only.
    bool fragment() const { return headers.get("hx-request") == "true" && headers.get("hx-boosted").empty(); }
};

/// Bytes that lie somewhere else, a file for example, and go out without being held in memory.
struct Content {
    std::uint64_t size = 0;
    /// Fills the piece from `offset` on; fewer bytes are the end.
    std::function<std::size_t(std::uint64_t offset, std::span<char> piece)> read;
};

struct Response {
    int status = 200;
    std::string type = "text/html; charset=utf-8";
    std::shared_ptr<const std::string> body = empty_body();
    std::vector<std::pair<std::string, std::string>> headers;
    /// Set for long answers (exports, backups): called until it returns false, each time appending the next bytes.
    std::function<bool(std::string& next)> stream;
    /// In place of `body`: see download.h.
    std::shared_ptr<const Content> content;
    /// Kept and reused while the store has not changed: with an ETag by the browser, rendered by http/page_cache.h.
    /// Only for answers that depend on the store, the caller, and the headers named in page_cache.cc.
    bool cacheable = false;

    static Response html(std::string body, int status = 200);
    static Response json(std::string body, int status = 200);
    static Response text(std::string body, int status = 200);
    /// 303: look at `url` with GET. For an htmx request for a fragment the server makes it 204 with HX-Redirect.
    static Response see_other(std::string url);
    Response& header(std::string name, std::string value) &;
    Response&& header(std::string name, std::string value) &&;
    /// HttpOnly, SameSite=Lax, Path=/, Secure when the request was; an empty value removes it.
    Response& cookie(std::string name, std::string value, std::optional<std::chrono::seconds> keep, bool secure) &;

  private:
    static std::shared_ptr<const std::string> empty_body();
};

}  // namespace http
