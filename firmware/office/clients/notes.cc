#include "office/clients/notes.h"

#include <md4c-html.h>
#include <md4c.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "office/clients/note_text.h"
#include "office/people/users.h"
#include "office/records/change_field.h"
#include "storage/words.h"

namespace office {

namespace {

/// What md4c makes of it. It escapes all text and attributes, and knows no raw HTML with these flags; a line break
/// that was typed stays one.
std::string rendered(const std::string& markdown) {
    constexpr unsigned flags =
        MD_FLAG_NOHTML | MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_STRIKETHROUGH | MD_FLAG_HARD_SOFT_BREAKS;
    std::string html;
    const auto add = [](const char* text, MD_SIZE size, void* out) {
        static_cast<std::string*>(out)->append(text, size);
    };
    if (md_html(markdown.data(), static_cast<MD_SIZE>(markdown.size()), add, &html, flags, 0) != 0)
        throw std::runtime_error("md4c could not read a text");
    return html;
}

bool is_safe_link(std::string_view address) {
    constexpr std::array<std::string_view, 3> schemes{"http://", "https://", "mailto:"};
    const std::string plain = storage::folded(address.substr(0, 8));
    return std::ranges::any_of(schemes, [&](std::string_view scheme) { return plain.starts_with(scheme); });
}

/// `attribute` of a tag as md4c writes it: src="…".
std::string_view value_of(std::string_view tag, std::string_view attribute) {
    const auto begin = tag.find(attribute);
    if (begin == std::string_view::npos) return {};
    const auto value = tag.substr(begin + attribute.size());
    return value.substr(0, value.find('"'));
}

/// Brackets are what an IPv6 address stands in (RFC 3986, 3.2.2); md4c writes them as "%5B" and "%5D".
std::string with_brackets_of_host(std::string_view address) {
    std::string whole(address);
    for (const auto& [code, bracket] : {std::pair{"%5B", "["}, std::pair{"%5D", "]"}}) {
        const std::size_t host = whole.find("://") + 3;
        const std::size_t at = whole.find(code, host);
        if (at < whole.find('/', host)) whole.replace(at, 3, bracket);
    }
    return whole;
}

std::string safe_tag(std::string_view tag) {
    if (tag.starts_with("<img ")) return std::string(value_of(tag, " alt=\""));
    if (!tag.starts_with("<a ")) return std::string(tag);
    const std::string_view address = value_of(tag, " href=\"");
    if (!is_safe_link(address)) return "<a>";
    return "<a href=\"" + with_brackets_of_host(address) + "\" rel=\"noopener noreferrer\" target=\"_blank\">";
}

/// Every "<" of rendered() begins a tag and every ">" ends one, since those of texts are escaped.
std::string safe_html(const std::string& markdown) {
    const std::string html = rendered(markdown);
    std::string safe;
    for (std::size_t at = 0; at < html.size();) {
        const auto begin = std::min(html.find('<', at), html.size());
        safe.append(html, at, begin - at);
        if (begin == html.size()) break;
        at = std::min(html.find('>', begin), html.size() - 1) + 1;
        safe += safe_tag(std::string_view(html).substr(begin, at - begin));
    }
    return safe;
}

/// Whether there is anything to see: a text or a line.
bool shows_anything(std::string_view html) {
    bool in_tag = false;
    return html.contains("<hr") || std::ranges::any_of(html, [&](char c) {
               const bool is_text = !in_tag && c != '<' && !std::string_view(" \n").contains(c);
               in_tag = c == '<' || (in_tag && c != '>');
               return is_text;
           });
}

}  // namespace

std::string Note::name() const { return first_line(text.text); }

void pin(storage::Write& write, Ref<Note> note) { change_field<&Note::pinned>(write, note, true); }

std::string_view why_not_pin(const storage::Read&, const Note& note) {
    return note.pinned ? "This note is pinned already." : "";
}

void unpin(storage::Write& write, Ref<Note> note) { change_field<&Note::pinned>(write, note, false); }

std::string_view why_not_unpin(const storage::Read&, const Note& note) {
    return note.pinned ? "" : "This note is not pinned.";
}

std::string html_of(const Text& markdown) {
    std::string html = safe_html(as_typed(markdown.text));
    return shows_anything(html) ? html : safe_html(without_marks(markdown.text));
}

void judge(storage::Write& write, const Note* before, Note& note, Errors& errors) {
    if (before == nullptr) note.author = whoever_asks(write);
    if (before == nullptr || before->client == note.client) return;
    const auto is_known = [](const storage::Read::Dependents& those) { return those.type->kind.journaled; };
    if (std::ranges::any_of(write.dependents(Note::kind.number, note.id), is_known))
        errors.emplace("client", "must stay, because files belong to this note");
}

std::string_view why_not_change(const Note& note, const Viewer& viewer) {
    return is_author_or_admin(viewer, note.author) ? ""
                                                   : "Only its author or an administrator changes or deletes a note.";
}

}  // namespace office
