//! Creates codes on behalf of a command, which signals can end.

use std::time::Duration;

use async_trait::async_trait;

use crate::cli::context::Context;
use crate::creation::{Creator, Target};
use crate::model::{Draft, QrCode, Result};

pub(super) struct CommandCreator<'a>(pub(super) &'a Context);

#[async_trait]
impl Creator for CommandCreator<'_> {
    async fn create(&self, target: &Target, draft: &Draft) -> Result<QrCode> {
        let Self(context) = self;
        let profile = &target.profile;
        let send = |call| async move { target.provider.create(&call, &target.phone.id, draft).await };
        let code = context.change(context.call(&profile.name, profile.provider), send).await?;
        context.tell_altered(&profile.name, &draft.message, &code);
        Ok(code)
    }

    fn is_stopping(&self) -> bool {
        self.0.stop().is_wanted()
    }

    async fn settle(&self) {
        // What cannot be looked up now stays open, and is told as unknown.
        let _ = self.0.settle().await;
    }

    fn looks_for(&self, codes: usize, at_most: Duration) {
        let what = if codes == 1 { "1 code".to_owned() } else { format!("{codes} codes") };
        self.0.tell_look(&format!("{what} may have been created"), at_most);
    }
}
