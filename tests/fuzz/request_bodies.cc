// Any bytes as what a request brings: read or refused, and a form's pairs are the same when they are sent again.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "http/form.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const http::Pairs form = http::urlencoded(bytes);
    std::string again;
    for (const auto& [name, value] : form)
        again += http::percent_encoded(name) + '=' + http::percent_encoded(value) + '&';
    if (!again.empty()) again.pop_back();
    const http::Pairs same = http::urlencoded(again);
    if (!std::equal(form.begin(), form.end(), same.begin(), same.end())) std::abort();

    http::cookies(bytes);
    http::path_segments(bytes);
    http::media_type(bytes);
    http::Pairs fields;
    std::vector<http::Upload> uploads;
    http::multipart(bytes, "multipart/form-data; boundary=X", fields, uploads);
    return 0;
}
