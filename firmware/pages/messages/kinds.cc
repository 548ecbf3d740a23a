#include "pages/messages/kinds.h"

#include "office/messages/message.h"
#include "office/messages/opt_out.h"

namespace pages {

namespace {

constexpr std::array message_sentences{Sentences{
    {"wrote the e-mail", "changed the e-mail", "deleted the e-mail", "wrote the e-mail", "deleted the e-mail"},
    "mail",
    true}};

/// What somebody has to see to.
std::string needs(const Language& language, const storage::Raw& raw) {
    const auto message = storage::Read::typed<office::Message>(raw);
    if (!needs_somebody(message)) return {};
    return language.say(message.state == office::Message_state::unclear ? "Perhaps sent" : "Not sent");
}

std::string holds(const Language& language, const storage::Raw& raw) {
    const auto message = storage::Read::typed<office::Message>(raw);
    return message.held && message.state == office::Message_state::queued ? language.say("Waits for the release")
                                                                          : std::string{};
}

Page_row messages() {
    return {.kind = office::Message::kind.number,
            .icon = "mail",
            .searched = true,
            .place = "Activity",
            .sections = {{"E-mail", {"client", "to", "subject", "text", "attachments", "follows", "author"}},
                         {"Sending",
                          {"state", "problem", "words", "held", "attempts", "tried_at", "not_before", "sent_at",
                           "message_id"}}},
            .columns = {"client", "to", "state", "problem", "sent_at"},
            .brief = {"to", "state", "sent_at"},
            .head = {"state"},
            .sentences = message_sentences,
            .actions = {{"resend", "send", "sent it again:"},
                        {"went_out", "check", "noted as sent:"},
                        {"came_back", "arrow-back-up", "noted as come back:"},
                        {"cancel", "x", "cancelled"}},
            .waiting = {office::Right::edit_clients, "state=unclear&state=failed"},
            .usual_sort = "-created",
            .badge = &holds,
            .alarm = &needs};
}

Page_row opt_outs() {
    return {.kind = office::Opt_out::kind.number, .icon = "mail", .columns = {"how"}, .named_to_delete = false};
}

}  // namespace

std::vector<Page_row> message_pages() { return {messages(), opt_outs()}; }

}  // namespace pages
