// What an event says, in the words of a language: they are kept as a program says them.
#pragma once

#include <string>

#include "office/people/event.h"
#include "pages/frame/page.h"

namespace pages {

std::string label_of(const Language& language, office::Happening what);
/// "Staff, cannot sign in", "Clients: all of them"; "" when there is no more to say.
std::string about_event(const Language& language, const office::Event& event);

}  // namespace pages
