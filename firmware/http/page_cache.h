// Rendered pages, kept while the store has not changed, and the ETags that let browsers keep them.
//
// A page is only ever given to the session it was rendered for: whatever an answer may depend on is part of its key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/request.h"

namespace http {

/// All of a request that the answer may depend on, apart from the store.
std::string page_key(const Request& request);

class PageCache {
  public:
    explicit PageCache(std::size_t most_bytes);

    /// The state of the world in which pages were rendered: the store's version, and the quarter of an hour, since
    /// pages may say "today".
    static std::uint64_t moment(std::uint64_t version);

    /// A strong ETag, quoted. It holds for this process only.
    std::string etag(std::string_view key, std::uint64_t moment) const;

    /// Null when there is none of that moment.
    std::shared_ptr<const Response> find(const std::string& key, std::uint64_t moment);
    void keep(std::string key, std::uint64_t moment, std::shared_ptr<const Response> page);

  private:
    struct Page {
        std::string key;
        std::uint64_t moment;
        std::size_t bytes;
        std::shared_ptr<const Response> response;
    };
    void forget(std::list<Page>::iterator page);

    const std::size_t most_bytes_;
    const std::string salt_;
    std::mutex mutex_;
    std::size_t bytes_ = 0;
    std::list<Page> pages_;  ///< latest used first
    std::unordered_map<std::string_view, std::list<Page>::iterator> by_key_;
};

/// If-None-Match names this ETag.
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace http
