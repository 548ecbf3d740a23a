#pragma once

#include "office/people/user.h"

namespace office {

enum class Happening : std::uint8_t {
    signed_in = 1,
    wrong_password,
    locked_out,
    no_right,
    forged,
    token_made,
    token_ended,
    token_new_address,
    rights_changed,
    password_given,
    password_changed,
    exported,
    erased_for_good,
    backed_up,
    right_given,
    right_taken,
    factor_on,
    factor_off,
    factor_reset,
    codes_made,
    recovery_used,
    wrong_code,
    factor_required,
    factor_voluntary,
    session_ended,
    journal_sound,
    journal_damaged,
    journal_asked
};

constexpr auto options(Happening) {
    return std::array{Option{1, "signed_in", "Signed in"},
                      Option{2, "wrong_password", "Wrong password"},
                      Option{3, "locked_out", "Held up after too many wrong tries"},
                      Option{4, "no_right", "Refused: no right to it"},
                      Option{5, "forged", "Refused: a form that is not ours, or too old"},
                      Option{6, "token_made", "Token made"},
                      Option{7, "token_ended", "Token taken back"},
                      Option{8, "token_new_address", "Token used from a new address"},
                      Option{9, "rights_changed", "Rights changed"},
                      Option{10, "password_given", "Password given by somebody else"},
                      Option{11, "password_changed", "Password changed"},
                      Option{12, "exported", "Exported"},
                      Option{13, "erased_for_good", "Personal details erased for good"},
                      Option{14, "backed_up", "Backup made"},
                      Option{15, "right_given", "Right given to a role"},
                      Option{16, "right_taken", "Right taken from a role"},
                      Option{17, "factor_on", "Second factor turned on"},
                      Option{18, "factor_off", "Second factor turned off"},
                      Option{19, "factor_reset", "Second factor taken away by somebody else"},
                      Option{20, "codes_made", "New recovery codes"},
                      Option{21, "recovery_used", "Recovery code used"},
                      Option{22, "wrong_code", "Wrong code"},
                      Option{23, "factor_required", "Everybody needs a second factor"},
                      Option{24, "factor_voluntary", "A second factor is up to each"},
                      Option{25, "session_ended", "Signed out by somebody else"},
                      Option{26, "journal_sound", "History verified: nothing was changed"},
                      Option{27, "journal_damaged", "History verified: something is wrong"},
                      Option{28, "journal_asked", "Asked to verify the history"}};
}

/// Something about the safety of the office's data that an admin may want to know later. Nobody changes one, and only the box
/// takes the oldest away (events.h).
struct Event : Stored {
    static constexpr Kind kind{44, "event", "events", "Event", "Events", false, true, true};
    Happening what{};
    Ref<User> user;       ///< who did it, or whose account it is about
    std::string who;      ///< the name then, or what was typed as one
    std::string address;  ///< where it came from; "" for the box itself
    std::string detail;   ///< what it was about, as a program says it: a path, "staff disabled", the name of a token
    std::string by;       ///< who did it to them, when it was somebody else

    static constexpr auto fields = std::tuple{
        Field{1, "what", &Event::what, {.label = "What", .index = Index::sorted}},
        Field{2, "user", &Event::user, {.label = "Person", .index = Index::sorted, .gone = Gone::clear}},
        Field{3, "who", &Event::who, {.label = "Name", .longest = 200}},
        Field{4, "address", &Event::address, {.label = "Address"}},
        Field{5, "detail", &Event::detail, {.label = "About", .longest = 300}},
        Field{6, "by", &Event::by, {.label = "By", .longest = 200}},
    };
};

}  // namespace office
