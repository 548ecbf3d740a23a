#include "http/own_names.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "http/form.h"

namespace http {
namespace {

/// Without port, brackets and the dot of a full name; in lower case.
std::string bare(std::string_view host) {
    if (host.starts_with('[')) return lower(host.substr(1, host.find(']') - 1));
    host = host.substr(0, host.find(':'));
    if (host.ends_with('.')) host.remove_suffix(1);
    return lower(host);
}

std::string text_of(int family, const void* address) {
    char text[INET6_ADDRSTRLEN] = "";
    inet_ntop(family, address, text, sizeof text);
    return text;
}

/// An address in the one way to write it; empty when it is none.
std::optional<std::string> address_of(const std::string& name) {
    in6_addr bytes{};
    for (int family : {AF_INET, AF_INET6})
        if (inet_pton(family, name.c_str(), &bytes) == 1) return text_of(family, &bytes);
    return {};
}

bool is_of_this_machine(const std::string& address) {
    ifaddrs* first = nullptr;
    if (getifaddrs(&first) != 0) return false;
    const std::unique_ptr<ifaddrs, decltype(&freeifaddrs)> all(first, &freeifaddrs);
    for (const auto* one = first; one; one = one->ifa_next) {
        if (!one->ifa_addr) continue;
        const bool v4 = one->ifa_addr->sa_family == AF_INET;
        if (v4 && text_of(AF_INET, &reinterpret_cast<sockaddr_in*>(one->ifa_addr)->sin_addr) == address) return true;
        const bool v6 = one->ifa_addr->sa_family == AF_INET6;
        if (v6 && text_of(AF_INET6, &reinterpret_cast<sockaddr_in6*>(one->ifa_addr)->sin6_addr) == address) return true;
    }
    return false;
}

bool fits(std::string_view name, std::string_view pattern) {
    if (!pattern.starts_with("*.")) return name == pattern;
    const auto dot = name.find('.');
    return dot != std::string_view::npos && dot > 0 && name.substr(dot) == pattern.substr(1);
}

}  // namespace

Own_names::Own_names(const std::vector<std::string>& names)
    : names_{"localhost"} {
    for (const auto& name : names) names_.push_back(address_of(name).value_or(lower(name)));
}

bool Own_names::has(std::string_view host) const {
    const auto name = bare(host);
    if (std::ranges::any_of(names_, [&](const auto& own) { return fits(name, own); })) return true;
    const auto address = address_of(name);
    return address && (address->starts_with("127.") || *address == "::1" || has_address(*address));
}

/// The machine is asked once for each of its addresses: one that it lost meanwhile does no harm.
bool Own_names::has_address(const std::string& address) const {
    const std::lock_guard lock(mutex_);
    if (std::ranges::contains(names_, address) || std::ranges::contains(addresses_, address)) return true;
    if (!is_of_this_machine(address)) return false;
    addresses_.push_back(address);
    return true;
}

}  // namespace http
