#include "http/page_cache.h"

#include <array>
#include <chrono>
#include <format>
#include <functional>

#include "http/access.h"
#include "http/compression.h"

namespace http {
namespace {

/// The headers that handlers of cacheable pages may look at.
constexpr std::array<std::string_view, 8> headers_that_matter{
    "accept",    "accept-language", "hx-request",     "hx-boosted",
    "hx-target", "hx-trigger",      "hx-current-url", "hx-history-restore-request"};

/// With its length in front, so that different pieces cannot add up to the same key.
void append(std::string& key, std::string_view piece) {
    auto size = static_cast<std::uint32_t>(piece.size());
    key.append(reinterpret_cast<const char*>(&size), sizeof size);
    key.append(piece);
}

void append(std::string& key, std::uint64_t number) {
    key.append(reinterpret_cast<const char*>(&number), sizeof number);
}

}  // namespace

std::string page_key(const Request& request) {
    std::string key;
    key.reserve(512);
    append(key, request.target);
    append(key, request.host);
    append(key, request.secure ? 1 : 0);
    append(key, accepts_gzip(request) ? 1 : 0);
    if (request.caller) {
        const auto& caller = *request.caller;
        for (auto number : {caller.session, caller.user, caller.rights}) append(key, number);
        for (const auto* text :
             {&caller.name, &caller.email, &caller.role, &caller.csrf, &caller.language, &caller.theme})
            append(key, *text);
    }
    for (auto name : headers_that_matter) append(key, request.headers.get(name));
    for (const auto& [name, value] : request.cookies) {
        if (name == session_cookie(request.secure)) continue;  // caller.session stands for it
        append(key, name);
        append(key, value);
    }
    return key;
}

PageCache::PageCache(std::size_t most_bytes)
    : most_bytes_(most_bytes)
    , salt_(FormTokens::make_cookie()) {}

std::uint64_t PageCache::moment(std::uint64_t version) {
    using namespace std::chrono;
    auto quarter = duration_cast<minutes>(system_clock::now().time_since_epoch()).count() / 15;
    return version * 0x9E3779B97F4A7C15U + static_cast<std::uint64_t>(quarter);
}

std::string PageCache::etag(std::string_view key, std::uint64_t moment) const {
    std::string all = salt_;
    append(all, moment);
    all += key;
    return std::format("\"{:016x}\"", std::hash<std::string_view>{}(all));
}

std::shared_ptr<const Response> PageCache::find(const std::string& key, std::uint64_t moment) {
    std::lock_guard lock(mutex_);
    auto found = by_key_.find(key);
    if (found == by_key_.end() || found->second->moment != moment) return nullptr;
    pages_.splice(pages_.begin(), pages_, found->second);
    return found->second->response;
}

void PageCache::keep(std::string key, std::uint64_t moment, std::shared_ptr<const Response> page) {
    auto bytes = page->body->size() + key.size() + 512;
    if (bytes > most_bytes_ / 4) return;
    std::lock_guard lock(mutex_);
    if (auto old = by_key_.find(key); old != by_key_.end()) forget(old->second);
    while (bytes_ + bytes > most_bytes_ && !pages_.empty()) forget(std::prev(pages_.end()));
    pages_.emplace_front(std::move(key), moment, bytes, std::move(page));
    by_key_.emplace(pages_.front().key, pages_.begin());
    bytes_ += bytes;
}

void PageCache::forget(std::list<Page>::iterator page) {
    bytes_ -= page->bytes;
    by_key_.erase(page->key);
    pages_.erase(page);
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
    return if_none_match == "*" ? false : if_none_match.contains(etag);
}

}  // namespace http
