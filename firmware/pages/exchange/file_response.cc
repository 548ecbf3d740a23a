#include "pages/exchange/file_response.h"

#include "http/download.h"
#include "office/people/events.h"

namespace pages {

http::Response file_response(std::string_view name, std::string type) {
    http::Response response;
    response.type = std::move(type);
    response.header("Content-Disposition", http::content_disposition(name, {}));
    response.header("Cache-Control", "no-store");
    return response;
}

void note_export(const Site& site, const http::Request& request, std::string what) {
    office::note(site.store, {.what = office::Happening::exported,
                              .user = {request.caller->user},
                              .who = request.caller->name,
                              .address = request.address,
                              .detail = std::move(what)});
}

}  // namespace pages
