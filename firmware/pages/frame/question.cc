#include "pages/frame/question.h"

#include "pages/frame/page.h"

namespace pages {

http::Response confirm_page(const Site& site, const http::Request& request, const Question& question) {
    Data data = object();
    data["title"] = text(question.title);
    data["confirm_title"] = text(question.title);
    data["confirm_text"] = text(question.text);
    data["confirm_button"] = text(question.button);
    data["confirm_action"] = text(question.action);
    data["confirm_cancel_url"] = text(question.cancel_url);
    data["confirm_option"] = text(question.option);
    data["confirm_option_name"] = text(question.option_name);
    return page(site, request, "records/confirm", std::move(data));
}

}  // namespace pages
