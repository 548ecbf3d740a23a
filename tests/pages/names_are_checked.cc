// In every test of this program a template that uses a name its view does not set is an error.
#include <catch2/reporters/catch_reporter_event_listener.hpp>
#include <catch2/reporters/catch_reporter_registrars.hpp>

#include "pages/frame/templates.h"

namespace {

class Names_are_checked : public Catch::EventListenerBase {
  public:
    using EventListenerBase::EventListenerBase;
    void testRunStarting(const Catch::TestRunInfo&) override { pages::Templates::check_names(); }
};

}  // namespace

CATCH_REGISTER_LISTENER(Names_are_checked)
