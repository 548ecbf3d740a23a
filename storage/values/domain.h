// Names of hosts as people read them: Unicode instead of "xn--…" (UTS 46 non-transitional, RFC 5891; Punycode: RFC 3492).
#pragma once

#include <string>
#include <string_view>

namespace storage {

/// "XN--MLLER-KVA.Example" and "MÜLLER.example" are "müller.example". A label that is no Punycode stays as it is.
std::string unicode_host(std::string_view host);
/// The other way, for the wire: "müller.example" is "xn--mller-kva.example".
std::string ascii_host(std::string_view host);

}  // namespace storage
