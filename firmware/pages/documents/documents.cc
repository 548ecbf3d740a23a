#include "pages/documents/documents.h"

#include <format>
#include <utility>

#include "http/download.h"
#include "office/documents/documents.h"
#include "office/records/kind.h"
#include "pages/frame/view.h"
#include "pages/records/kind.h"
#include "pages/records/records.h"
#include "pages/records/show.h"
#include "pages/records/undo.h"
#include "pictures/previews.h"
#include "storage/digest.h"
#include "transfer/content.h"
#include "transfer/form_upload.h"

namespace pages {

using office::Any_ref;
using office::Document;

namespace {

Any_ref about_in(std::string_view typed) { return storage::parse_any(typed).value_or(Any_ref{}); }

/// For what "?about=" names. `error` is what is wrong with the files that were sent, "" before.
http::Response upload_page(const Site& site, const http::Request& request, std::string_view error, int status) {
    const Language& language = Language::of(request);
    const Any_ref about = about_in(request.query.get("about"));
    Upload_form form{.action = "/documents", .about = storage::show_any(about), .error = std::string(error)};
    site.store.read(request.scope(), [&](const storage::Read& read) {
        if (about)
            form.about_name =
                Shower(read, language).show(*storage::record_type<Document>().column("about"), form.about).text;
    });
    Data data = object();
    data["title"] = text(language.say("New document"));
    set_upload(data, form);
    return page(site, request, "documents/upload", std::move(data), status);
}

http::Response new_documents(const Site& site, const http::Request& request) {
    return upload_page(site, request, {}, 200);
}

http::Response refuse_large(const Site& site, const http::Request& request) {
    const Language& language = Language::of(request);
    const std::string limit = size_text(language, office::largest_file);
    return upload_page(site, request, language.say("More than {} cannot be uploaded at once.", {limit}), 413);
}

http::Response refuse_file(const Site& site, const http::Request& request, const std::string& why) {
    return upload_page(site, request, Language::of(request).say(why), 422);
}

/// The list in the page of what they belong to, or that of all.
std::string shown_at(const Site& site, Any_ref about) {
    if (!about || !page_row(about.kind).pages) return "/documents";
    return url_of(site.store.schema().type(about.kind).kind, about.id) + "/documents";
}

http::Response take_documents(const Site& site, const http::Request& request, const transfer::Sent& sent) {
    const Language& language = Language::of(request);
    if (sent.files.empty()) throw storage::Error(storage::Errors{{"file", "has to be sent"}});
    Any_ref about;
    const storage::Typed typed{{"about", std::string(sent.fields.get("about"))}};
    const std::string undo = change(site, request, [&](storage::Write& write) {
        for (const storage::File& file : sent.files)
            about = office::add_document(write, file, typed, office::References::names).about;
    });
    const std::string message = language.say(sent.files.size(), "Uploaded", "{} files uploaded");
    return done(request, shown_at(site, about), message, undo);
}

http::Response show_content(const Site& site, const http::Request& request) {
    const auto document =
        site.store.read(request.scope(), [&](const storage::Read& read) { return read.get<Document>(request.id()); });
    return transfer::content(site.files, request, document.file, document.name);
}

/// In place of a preview that is not there, so that pages look the same before and after. It may be there the next time.
http::Response no_preview() {
    http::Response response = http::Response::text(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#888" stroke-width="1.5">)"
        R"(<rect x="4" y="5" width="16" height="14" rx="2"/><path d="M4 16l5-5 4 4 3-3 4 4"/></svg>)");
    response.type = "image/svg+xml";
    return std::move(response).header("Cache-Control", "no-store");
}

http::Response show_preview(const Site& site, const http::Request& request) {
    const auto extent = request.query.get("size") == "small" ? pictures::Extent::small : pictures::Extent::large;
    const auto file = site.store.read(request.scope(),
                                      [&](const storage::Read& read) { return read.get<Document>(request.id()).file; });
    if (!pictures::is_picture(file.type)) throw storage::Error(storage::Fault::not_found, "This is no picture.");
    auto found = site.previews.find(file.digest, extent);
    if (!found) {
        if (site.previews.why_none(file.digest).empty()) site.previews.want(file);
        return no_preview();
    }
    const auto version = static_cast<unsigned>(extent);
    return http::download(request, {.content = transfer::content_of(std::move(*found)),
                                    .name = "preview.jpg",
                                    .type = "image/jpeg",
                                    .etag = std::format("\"{}-{}\"", storage::hex(file.digest), version)});
}

}  // namespace

std::vector<http::Route> document_routes(const Site& site) {
    using enum http::Method;
    const auto with = [&site](auto handler) {
        return [&site, handler](const http::Request& request) { return handler(site, request); };
    };
    const auto rights = office::rights_for(Document::kind);
    return {
        {get, "/documents/new", needs(rights.edit), with(&new_documents)},
        transfer::form_route(
            "/documents", needs(rights.edit), site.files,
            [&site](const http::Request& request, const transfer::Sent& sent) {
                return take_documents(site, request, sent);
            },
            with(&refuse_large),
            [&site](const http::Request& request, const std::string& why) { return refuse_file(site, request, why); }),
        {get, "/files/<id>", needs(rights.see), with(&show_content)},
        {get, "/files/<id>/preview", needs(rights.see), with(&show_preview)},
    };
}

}  // namespace pages
