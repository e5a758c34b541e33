"""The form by which a body's role goes to somebody who acts by a personal link."""

import wtforms
from flask_babel import lazy_gettext as later
from wtforms.validators import InputRequired, ValidationError

from scheduler.kernel.terms import Role
from scheduler.mail.rules import unusable
from scheduler.nominations.call_models import Channel
from scheduler.nominations.posts import Post, posts
from scheduler.web.forms import EMPTY, Form, line
from scheduler.web.languages import gettext, say


class RoleForm(Form):
    """Which role, and to whom it goes."""

    post = wtforms.RadioField(later("Role"), [InputRequired(EMPTY)])
    name = line(later("Name of the person"), autocomplete="off")
    email = line(
        later("Their e-mail address"), most=254, autocomplete="off", inputmode="email",
        hint=later("They get a letter with a link to the desk of the body, and need no account."),
    )  # fmt: skip

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self.posts = {f"{post.role.value}-{post.body}": post for post in posts(channel)}
        self.post.choices = [(key, post_name(post)) for key, post in self.posts.items()]
        if len(self.posts) == 1 and self.post.data is None:
            self.post.data = next(iter(self.posts))

    def validate_email(self, field: wtforms.Field) -> None:
        if why := unusable(field.data):
            raise ValidationError(say(why))

    @property
    def chosen(self) -> Post:
        return self.posts[self.post.data]


def post_name(post: Post) -> str:
    """What a role of a body is called."""
    if post.role is Role.CHANNEL_REVIEWER:
        return gettext("Reviewers of %(body)s", body=post.body)
    return gettext("Coordinator of %(body)s", body=post.body)
