#include "http/form_sink.h"

#include <memory>
#include <utility>

#include "http/access.h"
#include "http/form.h"
#include "storage/words.h"

namespace http {
namespace {

using storage::Error;
using storage::Fault;

constexpr std::size_t most_field_bytes = 256UL * 1024;

[[noreturn]] void unreadable() { throw Error(Fault::invalid, "The form that was sent cannot be read."); }

void check_trusted(const Request& head, const Pairs& fields) {
    const bool by_bearer = head.caller && head.caller->session == 0;
    if (by_bearer) return;
    check_token(head, head.headers.has("x-csrf-token") ? head.headers.get("x-csrf-token") : fields.get("csrf"));
}

void check_text(std::string_view name, std::string_view value, bool judged) {
    if (!storage::is_text(name) || (!judged && !storage::is_text(value)))
        throw Error(Fault::invalid, "The form holds characters that are not text. Go back and take them out.");
}

/// A form without files, in memory.
class Plain_form {
  public:
    Plain_form(const Request& head, Form_parts to)
        : head_(head)
        , to_(std::move(to)) {}

    void take(std::string_view bytes) {
        body_ += bytes;
        if (body_.size() > most_field_bytes) throw too_much(most_field_bytes);
    }

    Response done() const {
        const Pairs fields = urlencoded(body_);
        check_trusted(head_, fields);
        for (const auto& [name, value] : fields) check_text(name, value, to_.judges_text);
        return to_.done(fields);
    }

  private:
    const Request& head_;
    Form_parts to_;
    std::string body_;
};

/// Takes a multipart body apart (RFC 2046, 5.1.1) while it comes.
class Form_reader {
  public:
    Form_reader(const Request& head, std::string boundary, Form_parts to)
        : head_(head)
        , delimiter_("\r\n--" + std::move(boundary))
        , to_(std::move(to)) {}

    void take(std::string_view bytes) {
        rest_ += bytes;
        while (step()) {
        }
    }

    Response done() {
        if (in_ != In::end) unreadable();
        check_trusted(head_, fields_);
        return to_.done(fields_);
    }

  private:
    enum class In : std::uint8_t { nothing, part, after_delimiter, head, end };

    /// False when more has to come first.
    bool step() {
        switch (in_) {
        case In::nothing:
        case In::part: return read_content();
        case In::after_delimiter: return read_mark();
        case In::head: return read_head();
        case In::end: rest_.clear(); return false;
        }
        return false;
    }

    /// All that cannot be the beginning of a delimiter.
    bool read_content() {
        const auto at = rest_.find(delimiter_);
        const bool ends = at != std::string::npos;
        if (!ends && rest_.size() < delimiter_.size()) return false;
        const std::size_t size = ends ? at : rest_.size() - delimiter_.size() + 1;
        if (in_ == In::part) give(std::string_view(rest_).substr(0, size));
        rest_.erase(0, ends ? size + delimiter_.size() : size);
        if (!ends) return false;
        if (in_ == In::part) end_part();
        in_ = In::after_delimiter;
        return true;
    }

    bool read_mark() {
        if (rest_.size() < 2) return false;
        if (rest_.starts_with("--")) {
            in_ = In::end;
        } else if (rest_.starts_with("\r\n")) {
            if (++parts_ > most_parts) throw too_many_fields();
            in_ = In::head;
        } else {
            unreadable();
        }
        return true;
    }

    /// The line end above the bytes stays: where there are none, the delimiter begins with it.
    bool read_head() {
        const auto end = rest_.find("\r\n\r\n");
        if (std::min(end, rest_.size()) > longest_part_head) unreadable();
        if (end == std::string::npos) return false;
        auto head = end < 2 ? std::nullopt : part_head(std::string_view(rest_).substr(2, end - 2));
        if (!head) unreadable();
        part_ = std::move(*head);
        rest_.erase(0, end + 2);
        unseen_ = 2;
        value_.clear();
        in_ = In::part;
        if (is_file()) begin_file();
        return true;
    }

    bool is_file() const { return part_.file_name && !part_.file_name->empty(); }

    void begin_file() {
        if (!storage::is_text(*part_.file_name))
            throw Error(Fault::invalid, "The name of a file holds characters that are not text.");
        check_trusted(head_, fields_);
        to_.file_begins(fields_, *part_.file_name);
    }

    void give(std::string_view bytes) {
        const std::size_t skipped = std::min(unseen_, bytes.size());
        unseen_ -= skipped;
        bytes.remove_prefix(skipped);
        if (is_file()) {
            if (!bytes.empty()) to_.file_bytes(bytes);
            return;
        }
        value_ += bytes;
        field_bytes_ += bytes.size();
        if (field_bytes_ > most_field_bytes) throw too_much(most_field_bytes);
    }

    void end_part() {
        if (is_file()) return to_.file_ends();
        if (part_.file_name) return;  // a file control that was left empty
        check_text(part_.name, value_, to_.judges_text);
        fields_.add(part_.name, std::move(value_));
    }

    const Request& head_;
    std::string delimiter_;
    Form_parts to_;
    In in_ = In::nothing;
    std::string rest_ = "\r\n";  ///< not looked at yet; the first delimiter has no line above it
    Part_head part_;
    std::string value_;
    Pairs fields_;
    std::size_t parts_ = 0, field_bytes_ = 0;
    std::size_t unseen_ = 0;  ///< bytes of the line end above the content
};

}  // namespace

BodySink form_sink(const Request& head, Form_parts parts) {
    if (media_type(head.content_type) == "application/x-www-form-urlencoded") {
        const auto form = std::make_shared<Plain_form>(head, std::move(parts));
        return {.take = [form](std::string_view bytes) { form->take(bytes); }, .done = [form] { return form->done(); }};
    }
    auto boundary = boundary_of(head.content_type);
    if (media_type(head.content_type) != "multipart/form-data" || !boundary) unreadable();
    auto reader = std::make_shared<Form_reader>(head, std::move(*boundary), std::move(parts));
    return {.take = [reader](std::string_view bytes) { reader->take(bytes); },
            .done = [reader] { return reader->done(); }};
}

}  // namespace http
