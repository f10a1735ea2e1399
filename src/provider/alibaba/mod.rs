//! Alibaba Cloud's Chat App Message Service (CAMS), API version 2020-06-06.
