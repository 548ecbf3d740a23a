#include "transfer/form_upload.h"

#include <memory>
#include <optional>
#include <utility>

#include "http/form_sink.h"
#include "office/documents/documents.h"

namespace transfer {

namespace {

constexpr std::size_t around_files = 1UL << 20;  ///< fields and heads of parts

/// What of a form has come.
class Arrival {
  public:
    explicit Arrival(storage::Files& files)
        : files_(files) {}

    void begin(const std::string& name) {
        if (sent.files.size() == most_files)
            throw storage::Error(storage::Fault::too_large, "So many files cannot be sent at once.");
        name_ = name;
        incoming_.emplace(files_.begin());
    }
    void append(std::string_view bytes) { incoming_->append(bytes); }
    void end() {
        try {
            sent.files.push_back(office::take_file(files_, *incoming_, name_));
        } catch (const storage::Error& error) {
            if (error.fault() != storage::Fault::invalid) throw;
            refused = error.what();
        }
        incoming_.reset();
    }

    Sent sent;
    std::string refused;  ///< why one of them is not kept; "" when all are

  private:
    storage::Files& files_;
    std::string name_;
    std::optional<storage::Incoming> incoming_;
};

}  // namespace

http::Route form_route(std::string pattern, http::Access access, storage::Files& files,
                       std::function<http::Response(const http::Request& head, const Sent& sent)> done,
                       std::function<http::Response(const http::Request& head)> too_large, Refusal refused,
                       Text_judge judge) {
    http::Route route{.method = http::Method::post,
                      .pattern = std::move(pattern),
                      .access = access,
                      .handler = {},
                      .body_limit = office::largest_file + around_files,
                      .token_in_form = true,
                      .too_large = std::move(too_large)};
    route.sink = [&files, judge, done = std::move(done), refused = std::move(refused)](const http::Request& head) {
        const auto arrival = std::make_shared<Arrival>(files);
        return http::form_sink(
            head, {.file_begins = [arrival](const http::Pairs&, const std::string& name) { arrival->begin(name); },
                   .file_bytes = [arrival](std::string_view bytes) { arrival->append(bytes); },
                   .file_ends = [arrival] { arrival->end(); },
                   .done =
                       [arrival, done, refused, &head](const http::Pairs& fields) {
                           arrival->sent.fields = fields;
                           if (!arrival->refused.empty() && refused) return refused(head, arrival->refused);
                           if (!arrival->refused.empty())
                               throw storage::Error(storage::Errors{{"file", arrival->refused}});
                           return done(head, arrival->sent);
                       },
                   .judges_text = judge == Text_judge::handler});
    };
    return route;
}

}  // namespace transfer
